package io.paz.scheduler.testing;

/** The threads that a {@link TestScheduler} works on. */
public final class Threads {

    public static final String NAME = "deploy-test";

    private Threads() {}

    public static boolean noneWorks() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(NAME));
    }
}
