package io.paz.scheduler.deployment;

/** State of a deployment or an operation. */
public enum DeploymentState {
    /** Waits for another one of its service. */
    QUEUED,
    RUNNING,
    /** Every instance was announced, and the versions before it are gone. */
    DONE,
    /** Its parts are gone again, and the version before it was left alone. */
    FAILED,
    /** It came up, but was taken back: it did worse than the version before it, or somebody aborted it. Nothing of it is left. */
    ROLLED_BACK,
    /** A newer one came while it waited. It never ran. */
    SUPERSEDED;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
