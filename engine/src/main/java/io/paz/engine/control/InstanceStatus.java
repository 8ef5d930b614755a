package io.paz.engine.control;

import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * Status of one instance.
 *
 * @param name under which the engine knows it
 * @param evidence what the engine said, for people
 * @param host id of the host that it is placed on; null while it has none
 * @param explanation null until it was asked for
 */
public record InstanceStatus(
        InstanceId id,
        String name,
        Condition condition,
        String evidence,
        @Nullable String host,
        @Nullable Explanation explanation) {

    public InstanceStatus(InstanceId id, String name, Condition condition, String evidence, @Nullable String host) {
        this(id, name, condition, evidence, host, null);
    }

    public ReleaseId release() {
        return id.release();
    }

    /** Number of the instance. */
    public int instance() {
        return id.instance();
    }

    /** The same status, explained. */
    public InstanceStatus with(Explanation known) {
        return new InstanceStatus(id, name, condition, evidence, host, known);
    }
}
