package io.paz.scheduler.deployment;

/** The threads that a {@link TestScheduler} works on. */
final class Threads {

    static final String NAME = "deploy-test";

    private Threads() {}

    static boolean noneWorks() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(NAME));
    }
}
