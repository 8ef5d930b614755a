package io.paz.engine.control;

import io.paz.engine.Condition;
import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.InstancePairs;
import io.paz.engine.ReleaseId;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.UnrenderableSpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs instances on hosts.
 *
 * <p><b>Calls.</b> The methods marked pure call nothing. Every other one blocks until the engine answered, at most a few seconds for each
 * instance; call them from worker threads. None waits for an instance to start, stop or become healthy: that is observed, with
 * {@link #status} and {@link #isGone}.
 *
 * <p><b>Failure.</b> {@link EngineUnavailableException} when the engine did not answer and the call may be repeated;
 * {@link EngineRefusedException} when it answered that it will never do this. A call for several instances that fails may have been
 * done for some of them.
 *
 * <p><b>Idempotence.</b> A call that failed, or whose caller died, is simply made again. What was submitted already keeps running, what was
 * destroyed already is no failure.
 *
 * <p><b>Announcing.</b> An instance that has a port is announced in etcd under {@code /paz/services/<service>/<version>/<instance>}
 * as {@code ip:port}, under a lease, only while its container is healthy by the spec's probe, and by nobody but the host
 * that runs it. The key is gone within 5 s when the container ends or its host is lost, and after {@code fall} failed checks. An engine has this
 * done by a helper beside each instance or by one on each host; nobody else needs to know.
 *
 * <p><b>Draining.</b> A container is stopped only after its key is gone and its open connections have ended, or the spec's
 * {@code stopSeconds} are over; then it is sent SIGTERM, and SIGKILL after {@code stopSeconds} more. This holds however it
 * is stopped: by {@link #destroy}, by an operator, or with its host.
 *
 * <p><b>Restarts.</b> A container that ends is started again, with a pause, until it is destroyed.
 *
 * <p><b>Foreign things.</b> Nothing that another platform runs is stopped, removed or replaced, whatever its name.
 */
public interface ClusterEngine {

    /**
     * What {@link #submit} would create, in that order. Pure.
     *
     * @throws UnrenderableSpecException if a value of the spec cannot reach its container byte for byte
     */
    List<Artefact> artefacts(ContainerSpec spec);

    /**
     * Every content that {@link #submit} may give a part of the release: where it has instances placed apart, a part says so. Pure.
     *
     * @throws UnrenderableSpecException if a value of the spec cannot reach its container byte for byte
     */
    List<Artefact> possibleArtefacts(ContainerSpec spec);

    /**
     * The instance that an artefact belongs to. Pure.
     *
     * @param artefact name as {@link #artefacts} gives it
     * @throws IllegalArgumentException if it is no name of this engine's
     */
    InstanceId instanceOf(String artefact);

    /**
     * Creates and starts every part of the instances, and reads each back: on return the engine holds exactly these. Where there are
     * hosts enough, it keeps the two of a pair ({@link InstancePairs}) on different ones.
     */
    void submit(ContainerSpec spec, List<Integer> instances);

    /** Stops announcing the instances; their containers go on, with the connections that they have. */
    void withdraw(List<InstanceId> instances);

    /** Begins to drain, stop and remove whatever the engine holds of the instances. */
    void destroy(List<InstanceId> instances);

    /** Status of each of the instances, in that order; one that the engine does not hold is {@link Condition#PENDING}. */
    List<InstanceStatus> status(List<InstanceId> instances);

    /** Whether nothing of the instances is held or runs any more. */
    boolean isGone(List<InstanceId> instances);

    /** Every release that the engine holds any part of, foreign look-alikes included. */
    Set<ReleaseId> present();

    /** Every instance that a host reports, foreign look-alikes included. */
    List<InstanceStatus> reported();

    /** Every part that the engine holds or still runs, foreign look-alikes included. */
    List<HeldPart> held();

    /**
     * Waits, for about a second, until an instance changes.
     *
     * @return whether one has changed since the last call; empty, at once, from an engine that cannot tell
     */
    Optional<Boolean> awaitChange();

    /** Addresses of the hosts. */
    Set<String> hosts();

    /** How many parts of anything are placed on each host, by its id; also of hosts without any. */
    Map<String, Integer> load();
}
