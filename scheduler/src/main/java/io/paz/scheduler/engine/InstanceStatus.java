package io.paz.scheduler.engine;

import org.jspecify.annotations.Nullable;

/**
 * Status of one instance.
 *
 * @param instance 1, 2, 3, ...
 * @param part name under which the engine and its journal know it
 * @param evidence what the engine said, for people
 * @param machine that it is placed on, as the engine names it; null while it has none
 */
public record InstanceStatus(
        int instance,
        String part,
        Condition condition,
        String evidence,
        @Nullable String machine) {

    /** Of an instance that has no machine yet. */
    public InstanceStatus(int instance, String part, Condition condition, String evidence) {
        this(instance, part, condition, evidence, null);
    }

    /** State of an instance in the engine. */
    public enum Condition {
        /** No host takes it. */
        UNPLACED,
        /** It is on its way. */
        PENDING,
        RUNNING,
        /** It ended and will be started again. */
        RESTARTING,
        /** It ended and will not be started again. */
        FAILED
    }
}
