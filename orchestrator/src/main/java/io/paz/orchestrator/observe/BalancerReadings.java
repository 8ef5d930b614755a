package io.paz.orchestrator.observe;

import io.paz.client.BoundedHttp;
import io.paz.engine.Host;
import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.cluster.balancing.ServerFigures;
import io.paz.orchestrator.live.LiveCluster;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the statistics of every HAProxy, concurrently, each within 2 s. */
public final class BalancerReadings {

    private static final String HOST = "{ip}";
    private static final int OK = 200;
    private static final BoundedHttp.Limits LIMITS = new BoundedHttp.Limits(Duration.ofSeconds(2), 16 * 1024 * 1024);

    private final LiveCluster cluster;
    private final String urlTemplate;
    private final Clock clock;
    private final BoundedHttp http = new BoundedHttp(LIMITS);

    /** @param urlTemplate with {@code {ip}} where a host's address goes; without that there is one HAProxy */
    public BalancerReadings(LiveCluster cluster, String urlTemplate, Clock clock) {
        this.cluster = cluster;
        this.urlTemplate = urlTemplate.replaceAll("/+$", "");
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
        return http.get(URI.create(address + "/;csv"), new HttpHeaders())
                .map(answer -> reading(address, answer))
                .onErrorResume(failure -> Mono.just(
                        BalancerReading.silent(address, clock.instant(), String.valueOf(failure.getMessage()))));
    }

    private BalancerReading reading(String address, BoundedHttp.Answer answer) {
        Optional<Map<InstanceId, ServerFigures>> page =
                answer.status() == OK ? StatisticsPage.parse(answer.body()) : Optional.empty();
        return page.map(servers -> BalancerReading.answered(address, clock.instant(), servers))
                .orElseGet(() -> BalancerReading.silent(
                        address,
                        clock.instant(),
                        "its answer " + answer.status() + " is not a statistics page of HAProxy"));
    }
}
