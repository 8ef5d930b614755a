package io.paz.engine.control;

import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * A part that the engine holds now, or that it gave up and that is still being stopped.
 *
 * @param id of its instance as its name says, whoever gave it that name
 * @param name as {@link Artefact#name}
 * @param isAnnouncer whether it announces the instance, instead of being the instance
 * @param hash of its whole content
 * @param isWanted whether the engine means it to run
 * @param evidence what the engine said, for people
 * @param host id of the host that it is placed on; null while it has none
 */
public record HeldPart(
        InstanceId id,
        String name,
        boolean isAnnouncer,
        String hash,
        boolean isWanted,
        Condition condition,
        String evidence,
        @Nullable String host) {

    public ReleaseId release() {
        return id.release();
    }

    /** Number of the instance. */
    public int instance() {
        return id.instance();
    }
}
