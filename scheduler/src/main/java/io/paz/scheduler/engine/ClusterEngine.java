package io.paz.scheduler.engine;

import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs releases on hosts. Every method but {@link #parts}, {@link #forms}, {@link #texts} and {@link #instanceOf} calls the engine and blocks until it answered, at most a few
 * seconds for each part; call them from worker threads. All are idempotent: a call that failed is simply made again.
 *
 * <p>Failures: {@link EngineUnavailableException} when the engine did not answer and the call may be repeated; {@link EngineRefusedException}
 * when it answered that it will never do this.
 */
public interface ClusterEngine {

    /**
     * What {@link #submit} would create, in that order. Pure.
     *
     * @throws UnrenderableReleaseException if a value of the release cannot reach its container byte for byte
     */
    List<Part> parts(Release release);

    /**
     * Every content that {@link #submit} may give a part of the release: where it is told to place instances apart, a part says so. Pure.
     *
     * @throws UnrenderableReleaseException if a value of the release cannot reach its container byte for byte
     */
    List<Part> forms(Release release);

    /**
     * The same with their whole texts, in the same order. Pure.
     *
     * @throws UnrenderableReleaseException if a value of the release cannot reach its container byte for byte
     */
    List<PartText> texts(Release release);

    /**
     * Creates and launches every part of the instances, and reads each back: on return the engine holds exactly these. Where there are
     * hosts enough, it keeps instances 1 and 2 on different ones, 3 and 4, and so on.
     */
    void submit(Release release, List<Integer> instances);

    /** How each of the instances does, in that order. */
    List<InstanceStatus> status(Release release, List<Integer> instances);

    /** Stops announcing the instances; their containers go on. */
    void withdraw(Release release, List<Integer> instances);

    /** Begins to stop and remove whatever the engine holds of the instances. */
    void destroy(Release release, List<Integer> instances);

    /** Whether nothing of the instances is held or runs any more. */
    boolean isGone(Release release, List<Integer> instances);

    /** Every release that the engine holds any part of, foreign look-alikes included. */
    Set<ReleaseId> present();

    /**
     * Waits, for about a second, until an instance changes.
     *
     * @return whether one has changed since the last call; empty, at once, from an engine that cannot say it
     */
    Optional<Boolean> awaitChange();

    /** Every instance that a host reports, foreign look-alikes included. */
    List<ReportedInstance> reported();

    /** Every part that the engine holds or still runs, foreign look-alikes included. */
    List<HeldPart> held();

    /**
     * Number of the instance that a part is of.
     *
     * @param part name as {@link #parts} gives it. Pure.
     */
    int instanceOf(String part);

    /** Addresses of the hosts. */
    Set<String> hosts();

    /** How many parts of anything are placed on each host, by its name in {@link HeldPart#machine}; also of hosts without any. */
    Map<String, Integer> load();
}
