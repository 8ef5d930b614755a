package io.paz.scheduler.deployment;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of deployments and the journal. Blocks; a method that writes returns when the disk has it. The caller lets only one
 * thread at a time write for a service. All methods throw {@link RepositoryUnavailableException} when the disk does not work.
 */
public interface DeploymentRepository {

    /**
     * Gives the service its next version, and keeps deployment, journal line and key together or not at all.
     *
     * @param key of the request; null when it had none
     * @param event of the journal's line
     * @param above the version is above this one too
     * @param deployment makes the deployment of a version; what it throws leaves the version unused
     */
    Deployment append(
            String service, @Nullable RequestKey key, String event, int above, IntFunction<Deployment> deployment);

    /**
     * The version that {@link #append} would give now.
     *
     * @param above the version is above this one too
     */
    int nextVersion(String service, int above);

    void save(Deployment deployment);

    /** Has the listener called after every change, on the thread that made it; it must not block. It replaces an earlier one. */
    void onChange(Runnable listener);

    /** Changes with every update of a deployment, over restarts too. */
    long revision();

    Optional<Deployment> find(ReleaseId id);

    /**
     * The deployment that an earlier request with this key got.
     *
     * @throws DeploymentRefusedException when the key was sent with another request
     */
    Optional<Deployment> findByKey(String service, RequestKey key);

    /** All of a service, by version. */
    List<Deployment> history(String service);

    Optional<Deployment> latest(String service);

    /** Those of a service that serve, by version. */
    List<Deployment> serving(String service);

    /** Those of all services that serve, by service and version. */
    List<Deployment> serving();

    /** Names of all services that anything was ever deployed of, in order. */
    List<String> services();

    /** Those of all services that have not ended, by service and version. */
    List<Deployment> unfinished();

    /** Of all services or one, newest first. */
    List<Deployment> newest(@Nullable String service, int limit);

    /** Oldest first: the first lines after a sequence number, or the last lines of all when it is null. */
    List<JournalLine> journal(@Nullable String service, @Nullable Long after, int limit);

    /** Keeps what a person asks of a deployment, in place of what was asked before, with its journal line. */
    void intervene(ReleaseId id, Intervention wanted, Requester requester);

    /** What a person asked of it last. */
    Optional<Intervention> intervention(ReleaseId id);

    /** Keeps that a part of the version is about to be repaired, as a line of the journal. */
    void keepRepair(ReleaseId id, String part, String detail);

    /** Keeps that the service is to go, its directory entry included; with its journal line where that is not kept already. */
    void beginRemoval(String service, Requester requester);

    /** Whether the directory entry of a service that is to go has still to be deleted. */
    boolean isListed(String service);

    /** The directory entry that is about to be deleted; empty before it was looked for. */
    Optional<Entry> unlisting(String service);

    /**
     * Keeps which directory entry of a service that is to go is about to be deleted.
     *
     * @param entry null where the directory has none
     */
    void beginUnlisting(String service, @Nullable Entry entry);

    /**
     * Keeps that its directory entry was deleted: one that appears later is of another service. Changes nothing where the deletion was asked
     * for again since {@link #beginUnlisting}.
     */
    void unlisted(String service);

    /** Services that are to go. */
    List<String> removals();

    /** The service is gone: nothing of it serves or is unfinished. */
    void endRemoval(String service);
}
