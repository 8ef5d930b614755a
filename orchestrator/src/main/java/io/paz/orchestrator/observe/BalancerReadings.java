package io.paz.orchestrator.observe;

import io.paz.client.StatisticsClient;
import io.paz.engine.Host;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.live.LiveCluster;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the statistics of every HAProxy, concurrently, each within 2 s. */
public final class BalancerReadings {

    private static final String HOST = "{ip}";

    private final LiveCluster cluster;
    private final String urlTemplate;
    private final StatisticsClient statistics;
    private final Clock clock;

    /** @param urlTemplate with {@code {ip}} where a host's address goes; without that there is one HAProxy */
    public BalancerReadings(LiveCluster cluster, String urlTemplate, StatisticsClient statistics, Clock clock) {
        this.cluster = cluster;
        this.urlTemplate = urlTemplate.replaceAll("/+$", "");
        this.statistics = statistics;
        this.clock = clock;
    }

    /** A HAProxy that does not answer yields a reading too, followed by a failure that names it. */
    public Flux<Observation> read() {
        return Flux.defer(() -> Flux.fromIterable(addresses()))
                .flatMap(this::read)
                .collectList()
                .flatMapMany(
                        readings -> Flux.concat(Mono.just(new Observation.Balancers(readings)), failure(readings)));
    }

    private static Mono<Observation> failure(List<BalancerReading> readings) {
        return Flux.fromIterable(readings)
                .filter(reading -> !reading.answers())
                .next()
                .flatMap(silent -> Mono.error(
                        new IllegalStateException("%s does not answer: %s".formatted(silent.id(), silent.problem()))));
    }

    private List<String> addresses() {
        if (!urlTemplate.contains(HOST)) {
            return List.of(urlTemplate);
        }
        return cluster.snapshot().hosts().values().stream()
                .map(Host::address)
                .map(address -> urlTemplate.replace(HOST, address))
                .distinct()
                .toList();
    }

    private Mono<BalancerReading> read(String address) {
        return statistics
                .ask(address)
                .map(page -> BalancerReading.answered(
                        address, clock.instant(), StatisticsPage.servers(page), page.oldProcesses()))
                .onErrorResume(failure -> Mono.just(
                        BalancerReading.silent(address, clock.instant(), String.valueOf(failure.getMessage()))));
    }
}
