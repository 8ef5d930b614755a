package io.paz.scheduler.deployment.engine;

import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.List;
import java.util.Set;

/**
 * Runs releases on hosts. Every method but {@link #parts} calls the engine and blocks until it answered, at most a few
 * seconds for each part; call them from worker threads. All are idempotent: a call that failed is simply made again.
 *
 * <p>Failures: {@link EngineUnavailable} when the engine did not answer and the call may be repeated; {@link EngineRefused}
 * when it answered that it will never do this.
 */
public interface ClusterEngine {

    /**
     * What {@link #submit} would create, in that order. Pure.
     *
     * @throws UnrenderableRelease if a value of the release cannot reach its container byte for byte
     */
    List<Part> parts(Release release);

    /** Creates and launches every part, and reads each back: on return the engine holds exactly {@link #parts}. */
    void submit(Release release);

    /** How each instance does, in order of their numbers. */
    List<InstanceStatus> status(Release release);

    /** Stops announcing the release; its containers go on. */
    void withdraw(Release release);

    /** Stops and removes whatever the engine holds of the release. */
    void destroy(Release release);

    /** Whether nothing of the release is held or runs any more. */
    boolean isGone(Release release);

    /** Every release that the engine holds any part of, foreign look-alikes included. */
    Set<ReleaseId> present();

    /** Addresses of the hosts. */
    Set<String> hosts();
}
