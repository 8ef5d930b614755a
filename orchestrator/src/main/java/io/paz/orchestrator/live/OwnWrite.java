package io.paz.orchestrator.live;

import io.paz.orchestrator.cluster.Document;
import org.jspecify.annotations.Nullable;

/** A caller's write to a service that is to be kept out of the stream. */
@FunctionalInterface
public interface OwnWrite {

    /** A write that failed: whatever changed was changed by others. */
    OwnWrite NOTHING = (before, after) -> false;

    /**
     * Whether the write alone explains the difference.
     *
     * @param before the service as listeners know it; null when there was none
     * @param after the service as it is now; null when there is none
     */
    boolean explains(@Nullable Document before, @Nullable Document after);
}
