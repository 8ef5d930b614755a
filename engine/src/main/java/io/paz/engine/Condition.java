package io.paz.engine;

/** State of an instance, or of anything else that an engine runs. */
public enum Condition {
    /** No host takes it. */
    UNPLACED,
    /** It is on its way: it waits for its image, is started, or is stopped. */
    PENDING,
    RUNNING,
    /** It ended and will be started again. */
    RESTARTING,
    /** It ended and will not be started again. */
    FAILED
}
