package io.paz.scheduler.status;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Computes the current states of services. Blocks on the disk. */
public final class ServiceStatuses {

    /** More than may be under way of one service, so that one that ended is among them where there is any. */
    private static final int NEWEST = 8;

    private static final int MAX_LINES = 1000;

    private final DeploymentRepository deployments;
    private final OperationRepository operations;

    public ServiceStatuses(DeploymentRepository deployments, OperationRepository operations) {
        this.deployments = deployments;
        this.operations = operations;
    }

    /** All that were deployed and not deleted since, by name. */
    public List<ServiceStatus> all() {
        return deployments.services().stream()
                .filter(service -> !isDeleted(service))
                .map(this::of)
                .toList();
    }

    /** What was repaired of it since then, a part that was left over, does not bring it back. */
    private boolean isDeleted(String service) {
        return lastRequest(service)
                .filter(line -> line.event().equals("delete"))
                .filter(line -> !deployments.removals().contains(service))
                .isPresent();
    }

    private Optional<JournalLine> lastRequest(String service) {
        return Stream.of(1, MAX_LINES)
                .flatMap(lines -> deployments.journal(service, null, lines).stream()
                        .filter(line -> !line.isRepair())
                        .reduce((earlier, later) -> later)
                        .stream())
                .findFirst();
    }

    /** @throws DeploymentRefusedException when it was never deployed, or deleted since */
    public ServiceStatus require(String service) {
        if (deployments.latest(service).isEmpty() || isDeleted(service)) {
            throw DeploymentRefusedException.unknown(
                    "service: value " + service + " (expected: a service that was deployed)");
        }
        return of(service);
    }

    private ServiceStatus of(String service) {
        List<Deployment> deployed = deployments.newest(service, NEWEST);
        List<Operation> operated = operations.newest(service, NEWEST);
        return new ServiceStatus(
                service,
                deployments.serving(service),
                oldestFirst(deployed, each -> !each.state().isFinal()),
                oldestFirst(operated, each -> !each.state().isFinal()),
                deployed.stream().filter(each -> each.state().isFinal()).findFirst(),
                operated.stream().filter(each -> each.state().isFinal()).findFirst());
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst, Predicate<T> wanted) {
        List<T> found = new ArrayList<>(newestFirst.stream().filter(wanted).toList());
        Collections.reverse(found);
        return found;
    }
}
