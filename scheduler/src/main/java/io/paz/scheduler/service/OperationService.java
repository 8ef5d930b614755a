package io.paz.scheduler.service;

import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.execution.OperationExecutor;
import io.paz.scheduler.operation.ExpectedState;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.operation.OperationKind;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.queue.JobRegistry;
import io.paz.scheduler.queue.ServiceWorkers;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.request.DeploymentRefusedException;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Accepts scale, stop and start operations, and answers queries about them. Safe for several threads. Every method may
 * block on the disk, and those that start something on the engine and the directory too, for seconds at most.
 *
 * <p>Operations wait in line with the deployments of their service. Of those of one kind that wait, the newest is done.
 */
public final class OperationService {

    private final DeploymentRepository deployments;
    private final OperationRepository operations;
    private final ClusterEngine engine;
    private final ServiceDirectory directory;
    private final ServiceWorkers workers;
    private final JobRegistry<Operation> jobs;
    private final Clock clock;

    public OperationService(
            DeploymentRepository deployments,
            OperationRepository operations,
            ClusterEngine engine,
            ServiceDirectory directory,
            ServiceWorkers workers,
            OperationExecutor executor,
            Clock clock) {
        this.deployments = deployments;
        this.operations = operations;
        this.engine = engine;
        this.directory = directory;
        this.workers = workers;
        this.jobs = new JobRegistry<>(executor);
        this.clock = clock;
    }

    /**
     * @param evidence what asked
     * @param requester who asked
     */
    public record Request(String service, @Nullable String idempotencyKey, String evidence, Requester requester) {}

    /** @throws DeploymentRefusedException when the number is none that a service can have */
    public static void requireInstances(int instances) {
        if (instances < 1 || instances > ServiceConfig.MAX_INSTANCES) {
            throw DeploymentRefusedException.invalid(
                    "instances", String.valueOf(instances), "1 to " + ServiceConfig.MAX_INSTANCES);
        }
    }

    /**
     * Gives the version that serves another number of instances, and the next one too: the directory gets it first, so that a number
     * that was answered is never lost to the next deployment.
     *
     * @param listed instances that the directory has for the service now
     * @throws DirectoryUnavailableException when it does not answer; nothing was changed
     */
    public Ticket<Operation> scale(Request request, int instances, int listed) {
        requireInstances(instances);
        return accept(request, OperationKind.SCALE, instances, () -> {
            directory.setInstances(request.service(), instances);
            return listed;
        });
    }

    /** Takes all instances away, and keeps the version as the one that serves. */
    public Ticket<Operation> stop(Request request) {
        return accept(request, OperationKind.STOP, 0, () -> null);
    }

    /** Brings back what a stop took away. */
    public Ticket<Operation> start(Request request) {
        return accept(request, OperationKind.START, 0, () -> null);
    }

    private Ticket<Operation> accept(Request request, OperationKind kind, int instances, Preparation preparation) {
        String service = request.service();
        RequestKey key =
                RequestKey.of(request.idempotencyKey(), kind.event() + (instances == 0 ? "" : " to " + instances));
        Optional<Operation> earlier = earlier(service, key);
        if (earlier.isPresent()) {
            return jobs.follow(earlier.get());
        }
        outlook(service);
        engine.hosts();
        return workers.accept(jobs, service, () -> earlier(service, key), () -> {
            ExpectedState outlook = outlook(service).after(kind, instances);
            @Nullable Integer listed = preparation.prepare();
            int newest =
                    deployments.latest(service).map(each -> each.id().version()).orElse(0);
            IntFunction<Operation> operation = number -> Operation.accepted(
                    new OperationId(service, number),
                    kind,
                    outlook,
                    listed,
                    newest,
                    request.evidence(),
                    request.requester(),
                    clock.instant());
            return operations.append(service, key, outlook.release().config(), operation);
        });
    }

    private Optional<Operation> earlier(String service, @Nullable RequestKey key) {
        return key == null ? Optional.empty() : operations.findByKey(service, key);
    }

    /** What must be done before an operation is accepted. */
    private interface Preparation {
        @Nullable
        Integer prepare();
    }

    /**
     * What the service will be when all that was accepted is done.
     *
     * @throws DeploymentRefusedException when nothing of it serves or is about to
     */
    ExpectedState outlook(String service) {
        Deployment latest = deployments
                .latest(service)
                .orElseThrow(() -> DeploymentRefusedException.unknown(
                        "service: value " + service + " (expected: a service that was deployed)"));
        List<Deployment> serving = deployments.serving(service);
        if (latest.state().isFinal() && serving.isEmpty()) {
            throw DeploymentRefusedException.notServing(
                    "service " + service + " has no version that serves (expected: one that does; deploy it first)");
        }
        Deployment newest = latest.state().isFinal() ? serving.get(serving.size() - 1) : latest;
        return ExpectedState.of(newest, unfinished(service));
    }

    private List<Operation> unfinished(String service) {
        return operations.unfinished().stream()
                .filter(operation -> operation.id().service().equals(service))
                .toList();
    }

    List<Operation> unfinished() {
        return operations.unfinished();
    }

    /** Goes on with what the last stop cut off. */
    void resume(Operation operation) {
        workers.resume(jobs, operation.id().service(), operation, operation.isBegun());
    }

    /** @throws DeploymentRefusedException when there is none */
    public Operation require(OperationId id) {
        return operations
                .find(id)
                .orElseThrow(() -> DeploymentRefusedException.unknown(
                        "number: value " + id.number() + " (expected: an operation on service " + id.service() + ")"));
    }

    /** Newest first. */
    public List<Operation> newest(String service, int limit) {
        return operations.newest(service, limit);
    }
}
