package io.paz.orchestrator.observe;

import io.paz.engine.Workload;
import io.paz.engine.view.ClusterView;
import io.paz.orchestrator.cluster.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads hosts and workloads from the engine. */
public final class EngineReadings {

    private static final long DESIRED_STATE_INTERVAL_NANOS =
            Duration.ofSeconds(5).toNanos();

    private final ClusterView engine;
    private volatile @Nullable Long desiredStatesAt;

    public EngineReadings(ClusterView engine) {
        this.engine = engine;
    }

    /** The engine's name, under which its answers are shown. */
    String name() {
        return engine.name();
    }

    /** Hosts and workloads; and, now and then, what the engine means each to do, which is heavier. */
    public Flux<Observation> read() {
        return Flux.concat(hosts(), workloads(), Mono.defer(this::desiredStatesIfDue));
    }

    private Mono<Observation> desiredStatesIfDue() {
        long now = System.nanoTime();
        if (desiredStatesAt != null && now - desiredStatesAt < DESIRED_STATE_INTERVAL_NANOS) {
            return Mono.empty();
        }
        return engine.desiredStates()
                .<Observation>map(Observation.DesiredStates::new)
                .doOnSuccess(seen -> desiredStatesAt = now);
    }

    private Mono<Observation> hosts() {
        return engine.hosts().map(Observation.Hosts::new);
    }

    /** New entries of a page are emitted before the next page is read; removals are known at the end. */
    private Flux<Observation> workloads() {
        return Flux.defer(() -> {
            List<Workload> all = new ArrayList<>();
            return engine.workloads()
                    .doOnNext(all::addAll)
                    .<Observation>map(Observation.SomeWorkloads::new)
                    .concatWith(Mono.fromSupplier(() -> new Observation.Workloads(List.copyOf(all))));
        });
    }
}
