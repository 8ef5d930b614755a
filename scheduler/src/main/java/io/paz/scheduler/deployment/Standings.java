package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Deployments.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tells how services stand. Blocks on the disk. */
public final class Standings {

    /** More than may be under way of one service, so that one that ended is among them where there is any. */
    private static final int NEWEST = 8;

    private static final int MOST_LINES = 1000;

    private final DeploymentRepository deployments;
    private final OperationRepository operations;

    public Standings(Surroundings around) {
        this.deployments = around.repository();
        this.operations = around.operations();
    }

    /** All that were deployed and not deleted since, by name. */
    public List<Standing> all() {
        return deployments.services().stream()
                .filter(service -> !isDeleted(service))
                .map(this::of)
                .toList();
    }

    /** What was mended of it since then, a unit that was left over, does not bring it back. */
    private boolean isDeleted(String service) {
        return lastRequest(service)
                .filter(line -> line.event().equals("delete"))
                .filter(line -> !deployments.removals().contains(service))
                .isPresent();
    }

    private Optional<JournalLine> lastRequest(String service) {
        return Stream.of(1, MOST_LINES)
                .flatMap(lines -> deployments.journal(service, null, lines).stream()
                        .filter(line -> !line.isMending())
                        .reduce((earlier, later) -> later)
                        .stream())
                .findFirst();
    }

    /** @throws DeploymentRefused when it was never deployed, or deleted since */
    public Standing require(String service) {
        if (deployments.latest(service).isEmpty() || isDeleted(service)) {
            throw DeploymentRefused.unknown("service: value " + service + " (expected: a service that was deployed)");
        }
        return of(service);
    }

    private Standing of(String service) {
        List<Deployment> deployed = deployments.newest(service, NEWEST);
        List<Operation> operated = operations.newest(service, NEWEST);
        return new Standing(
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
