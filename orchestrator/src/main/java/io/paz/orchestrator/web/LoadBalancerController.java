package io.paz.orchestrator.web;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.balancing.LoadBalancer;
import io.paz.orchestrator.document.LoadBalancerDocument;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.observe.EtcdWatch;
import io.paz.orchestrator.observe.Observers;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes for the state of services in HAProxy. */
@RestController
@RequestMapping("/cluster/load-balancers")
final class LoadBalancerController {

    private final LiveCluster live;

    LoadBalancerController(LiveCluster live) {
        this.live = live;
    }

    @GetMapping
    ResponseEntity<List<LoadBalancerDocument>> all() {
        ClusterSnapshot cluster = live.snapshot();
        List<LoadBalancerDocument> documents = cluster.loadBalancers().values().stream()
                .map(LoadBalancerDocument::of)
                .toList();
        return Staleness.mark(cluster, documents, EtcdWatch.SOURCE);
    }

    @GetMapping("/{id}")
    ResponseEntity<LoadBalancerDocument> one(@PathVariable String id) {
        ClusterSnapshot cluster = live.snapshot();
        return Staleness.mark(cluster, LoadBalancerDocument.of(required(cluster, id)), EtcdWatch.SOURCE);
    }

    @GetMapping("/{id}/health")
    ResponseEntity<Health> health(@PathVariable String id) {
        ClusterSnapshot cluster = live.snapshot();
        Health health = required(cluster, id).problem().map(Health::bad).orElseGet(Health::good);
        return Staleness.mark(cluster, health, EtcdWatch.SOURCE, Observers.BALANCERS);
    }

    private static LoadBalancer required(ClusterSnapshot cluster, String id) {
        return Optional.ofNullable(cluster.loadBalancers().get(id)).orElseThrow(() -> {
            // What was never read is not known to be missing.
            Optional<String> unused = Staleness.of(cluster, EtcdWatch.SOURCE);
            return ApiException.notFound(
                    "load balancer: value %s (expected: the name of a service that is in etcd, see /cluster/load-balancers)"
                            .formatted(id));
        });
    }
}
