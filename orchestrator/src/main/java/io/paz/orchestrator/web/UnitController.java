package io.paz.orchestrator.web;

import io.paz.engine.Workload;
import io.paz.engine.view.ClusterView;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.document.StateWords;
import io.paz.orchestrator.document.UnitDocument;
import io.paz.orchestrator.live.LiveCluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Units, of the cluster and of one service. */
@RestController
final class UnitController {

    private final LiveCluster live;
    private final String engine;

    UnitController(LiveCluster live, ClusterView view) {
        this.live = live;
        this.engine = view.name();
    }

    @GetMapping("/cluster/units")
    ResponseEntity<List<UnitDocument>> units(@RequestParam MultiValueMap<String, String> query) {
        return list(Includes.of(query)::has);
    }

    @GetMapping("/cluster/units/{id}")
    ResponseEntity<UnitDocument> unit(@PathVariable String id) {
        return one(id, any -> true);
    }

    @GetMapping("/cluster/units/{id}/health")
    ResponseEntity<Health> health(@PathVariable String id) {
        return health(id, any -> true);
    }

    @GetMapping("/services/{name}/units")
    ResponseEntity<List<UnitDocument>> unitsOfService(
            @PathVariable String name, @RequestParam MultiValueMap<String, String> query) {
        Includes includes = Includes.of(query);
        return list(unit -> includes.has(unit) && isOf(name, unit));
    }

    @GetMapping("/services/{name}/units/{id}")
    ResponseEntity<UnitDocument> unitOfService(@PathVariable String name, @PathVariable String id) {
        return one(id, unit -> isOf(name, unit));
    }

    @GetMapping("/services/{name}/units/{id}/health")
    ResponseEntity<Health> healthOfUnitOfService(@PathVariable String name, @PathVariable String id) {
        return health(id, unit -> isOf(name, unit));
    }

    private static boolean isOf(String service, Workload unit) {
        return unit.name().service().equals(service);
    }

    private ResponseEntity<List<UnitDocument>> list(Predicate<Workload> wanted) {
        ClusterSnapshot cluster = live.snapshot();
        List<UnitDocument> units = cluster.workloads().values().stream()
                .filter(wanted)
                .map(unit -> document(cluster, unit))
                .toList();
        return Staleness.mark(cluster, units, engine);
    }

    private ResponseEntity<UnitDocument> one(String id, Predicate<Workload> wanted) {
        ClusterSnapshot cluster = live.snapshot();
        return Staleness.mark(cluster, document(cluster, required(cluster, id, wanted)), engine);
    }

    private ResponseEntity<Health> health(String id, Predicate<Workload> wanted) {
        ClusterSnapshot cluster = live.snapshot();
        Workload first = required(cluster, id, wanted);
        Health health = cluster.workloadsNamed(first.name().text()).stream()
                .filter(unit -> !unit.isRunning())
                .findFirst()
                .map(StateWords::of)
                .map(state -> Health.bad("it is %s (%s)".formatted(state.activeState(), state.subState())))
                .orElseGet(Health::good);
        return Staleness.mark(cluster, health, engine);
    }

    private Workload required(ClusterSnapshot cluster, String id, Predicate<Workload> wanted) {
        return cluster.workload(id).filter(wanted).orElseThrow(() -> {
            // What was never read is not known to be missing.
            Optional<String> unused = Staleness.of(cluster, engine);
            return ApiException.notFound(
                    "unit: value %s (expected: the name, without .service, of a unit in /cluster/units)".formatted(id));
        });
    }

    private static UnitDocument document(ClusterSnapshot cluster, Workload unit) {
        return UnitDocument.of(unit, cluster.host(unit.hostId()));
    }
}
