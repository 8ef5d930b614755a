package io.paz.scheduler.operation;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.RequestKey;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of operations. Blocks; a method that writes returns when the disk has it. The caller lets only one
 * thread at a time write for a service. All methods throw {@link RepositoryUnavailableException} when the disk does not work.
 */
public interface OperationRepository {

    /**
     * Gives the service its next operation, and keeps operation, journal line and key together or not at all.
     *
     * @param key of the request; null when it had none
     * @param config that the version is to have, for the journal
     */
    Operation append(String service, @Nullable RequestKey key, ServiceConfig config, IntFunction<Operation> operation);

    void save(Operation operation);

    /** Keeps the end of an operation and what became of its version together or not at all. */
    void finish(Operation operation, Deployment version);

    Optional<Operation> find(OperationId id);

    /**
     * The operation that an earlier request with this key got.
     *
     * @throws DeploymentRefusedException when the key was sent with another request
     */
    Optional<Operation> findByKey(String service, RequestKey key);

    /** Those of a service, newest first. */
    List<Operation> newest(String service, int limit);

    /** Those of all services that have not ended, by service and number. */
    List<Operation> unfinished();
}
