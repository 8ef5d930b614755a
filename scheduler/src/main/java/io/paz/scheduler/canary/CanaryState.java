package io.paz.scheduler.canary;

import io.paz.scheduler.deployment.CanaryTrial;
import org.jspecify.annotations.Nullable;

/** State of the deployment that a canary belongs to. */
public interface CanaryState {

    /** The trial that was begun and has not ended. */
    @Nullable
    CanaryTrial trial();

    /** Keeps on disk how a trial stands. */
    void keep(CanaryTrial trial);

    boolean isCancelled();

    boolean isPromoted();
}
