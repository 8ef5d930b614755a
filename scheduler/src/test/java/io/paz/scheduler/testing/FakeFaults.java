package io.paz.scheduler.testing;

/** Counts the effects of a scheduler, and kills it or lets it fail at one of them; half of the counts are before an effect, half after. */
public final class FakeFaults {

    /** Stands for kill -9: nothing after it happens in the scheduler that was killed. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private int untilKilled = Integer.MAX_VALUE;
    private int untilFailure = Integer.MAX_VALUE;
    private Runnable failure = () -> {};

    /** Ends the scheduler at its n-th effect, counting from now. */
    public synchronized void killAt(int effect) {
        untilKilled = effect;
    }

    public synchronized void neverKill() {
        untilKilled = Integer.MAX_VALUE;
    }

    /** Lets one effect fail, the n-th from now. */
    public synchronized void failAt(int effect, Runnable throwing) {
        untilFailure = effect;
        failure = throwing;
    }

    public synchronized void neverFail() {
        untilFailure = Integer.MAX_VALUE;
    }

    /** Whether the failure is still to come. */
    public synchronized boolean willFail() {
        return untilFailure != Integer.MAX_VALUE;
    }

    public synchronized void countDown() {
        if (untilFailure != Integer.MAX_VALUE && --untilFailure == 0) {
            untilFailure = Integer.MAX_VALUE;
            failure.run();
        }
        if (untilKilled <= 0) {
            throw new Killed();
        }
        if (untilKilled != Integer.MAX_VALUE && --untilKilled == 0) {
            throw new Killed();
        }
    }
}
