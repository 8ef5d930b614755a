package io.paz.scheduler.image;

/** Policy of which tags are resolved in their registry. */
public enum PinPolicy {
    /** None. */
    OFF,
    /** All but those that were built on the machine, or may have been. */
    NAMED,
    /** All: what the machine has under a name without a registry may bear the name of somebody else's at Docker Hub. */
    ALL
}
