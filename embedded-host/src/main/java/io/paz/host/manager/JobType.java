package io.paz.host.manager;

/** What is asked of a unit and not done. */
public enum JobType {
    NONE,
    START,
    STOP,
    RESTART;

    /** Whether the unit has to come down first. */
    boolean takesDown() {
        return this == STOP || this == RESTART;
    }
}
