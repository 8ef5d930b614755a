package io.paz.orchestrator.web;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.view.ClusterView;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.document.HostDocument;
import io.paz.orchestrator.document.SkippedKeyDocument;
import io.paz.orchestrator.document.SourceDocument;
import io.paz.orchestrator.live.LiveCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cluster in figures, and its hosts. */
@RestController
@RequestMapping("/cluster")
final class ClusterController {

    private final LiveCluster live;
    private final String engine;

    ClusterController(LiveCluster live, ClusterView view) {
        this.live = live;
        this.engine = view.name();
    }

    /** The answer of {@code GET /cluster}. */
    record Cluster(
            int hostCount,
            long unitCount,
            int serviceCount,
            int runningDeployments,
            @Nullable String domain,
            List<SourceDocument> sources,
            List<SkippedKeyDocument> skippedKeys) {}

    @GetMapping
    Cluster cluster() {
        ClusterSnapshot cluster = live.snapshot();
        return new Cluster(
                cluster.hosts().size(),
                cluster.workloads().values().stream()
                        .filter(unit -> unit.name().kind() == WorkloadName.Kind.INSTANCE)
                        .count(),
                cluster.services().size(),
                cluster.runningDeployments(),
                cluster.routing().domain(),
                cluster.sources().values().stream().map(SourceDocument::of).toList(),
                cluster.routing().skipped().stream().map(SkippedKeyDocument::of).toList());
    }

    @GetMapping("/hosts")
    ResponseEntity<List<HostDocument>> hosts(@RequestParam MultiValueMap<String, String> query) {
        ClusterSnapshot cluster = live.snapshot();
        Map<String, List<String>> units = unitsByHost(cluster, Includes.of(query));
        List<HostDocument> hosts = cluster.hosts().values().stream()
                .map(host -> HostDocument.of(host, units.getOrDefault(host.id(), List.of())))
                .toList();
        return Staleness.mark(cluster, hosts, engine);
    }

    private static Map<String, List<String>> unitsByHost(ClusterSnapshot cluster, Includes includes) {
        return cluster.workloads().values().stream()
                .filter(includes::has)
                .collect(Collectors.groupingBy(
                        Workload::hostId,
                        HashMap::new,
                        Collectors.mapping(unit -> unit.name().text(), Collectors.toList())));
    }

    @GetMapping("/hosts/{id}")
    ResponseEntity<HostDocument> host(@PathVariable String id, @RequestParam MultiValueMap<String, String> query) {
        ClusterSnapshot cluster = live.snapshot();
        Host host = required(cluster, id);
        List<String> units = unitsByHost(cluster, Includes.of(query)).getOrDefault(id, List.of());
        return Staleness.mark(cluster, HostDocument.of(host, units), engine);
    }

    @GetMapping("/hosts/{id}/health")
    ResponseEntity<Health> hostHealth(@PathVariable String id) {
        ClusterSnapshot cluster = live.snapshot();
        Host host = required(cluster, id);
        return Staleness.mark(cluster, health(cluster, host), engine);
    }

    private Host required(ClusterSnapshot cluster, String id) {
        Host host = cluster.host(id);
        if (host == null) {
            // One that was never read is not known to be missing.
            Optional<String> unused = Staleness.of(cluster, engine);
            throw ApiException.notFound("host: value %s (expected: the ID of a host in /cluster/hosts)".formatted(id));
        }
        return host;
    }

    private static Health health(ClusterSnapshot cluster, Host host) {
        return cluster.workloads().values().stream()
                .filter(unit -> unit.hostId().equals(host.id()) && unit.condition() == Condition.FAILED)
                .findFirst()
                .map(unit ->
                        Health.bad("unit %s has failed".formatted(unit.name().text())))
                .orElseGet(Health::good);
    }
}
