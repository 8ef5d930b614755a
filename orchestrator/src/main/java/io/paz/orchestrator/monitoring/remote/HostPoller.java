package io.paz.orchestrator.monitoring.remote;

import io.paz.api.fleet.Machine;
import io.paz.client.CadvisorClient;
import io.paz.client.FleetClient;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.Resources;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.monitoring.Capacity;
import io.paz.orchestrator.monitoring.HostReading;
import io.paz.orchestrator.monitoring.UsageBook;
import io.paz.orchestrator.repeat.Repetition;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all hosts what they use, again and again. The first question brings the hour that a host itself kept. */
public final class HostPoller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HostPoller.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ALL = -1;
    private static final int HOSTS_AT_ONCE = 16;

    private final FleetClient fleet;
    private final String urlTemplate;
    private final Function<URI, CadvisorClient> connect;
    private final UsageBook book;
    private final LiveCluster cluster;
    private final Clock clock;
    private final Map<String, CadvisorClient> clients = new ConcurrentHashMap<>();
    private final Disposable polling;
    private volatile boolean fleetAnswers = true;
    private volatile Map<String, String> lastHosts = Map.of();

    /** @param urlTemplate address of a host's cAdvisor, with {@code {ip}} where the host's own goes */
    public HostPoller(
            FleetClient fleet,
            String urlTemplate,
            Function<URI, CadvisorClient> connect,
            UsageBook book,
            LiveCluster cluster,
            Clock clock,
            Duration every) {
        this.fleet = fleet;
        this.urlTemplate = urlTemplate;
        this.connect = connect;
        this.book = book;
        this.cluster = cluster;
        this.clock = clock;
        this.polling = Repetition.start("reading of the hosts' usage", every, this::poll);
    }

    /** Never fails: what does not answer is noted. */
    private Mono<Void> poll() {
        return hosts().flatMapMany(hosts -> Flux.fromIterable(hosts.entrySet()))
                .flatMap(host -> read(host.getKey(), host.getValue()), HOSTS_AT_ONCE)
                .then();
    }

    /** Address by id; those known last where fleet does not answer. */
    private Mono<Map<String, String>> hosts() {
        return fleet.machines()
                .collectMap(Machine::id, machine -> Objects.requireNonNullElse(machine.primaryIp(), ""))
                .doOnNext(hosts -> {
                    fleetAnswers = true;
                    lastHosts = hosts;
                    book.keep(Set.copyOf(hosts.keySet()), clock.instant());
                })
                .onErrorResume(failure -> {
                    if (fleetAnswers) {
                        log.warn("Cannot list hosts, fleet failed: {}", failure.getMessage());
                    }
                    fleetAnswers = false;
                    return Mono.just(lastHosts);
                });
    }

    private Mono<Void> read(String id, String address) {
        return Mono.defer(() -> reading(id, address))
                .doOnNext(reading -> {
                    Capacity capacity = reading.capacity();
                    cluster.observe(new Observation.HostResources(
                            id, new Resources(capacity.processors(), capacity.memory(), capacity.disk())));
                    if (book.answered(id, clock.instant(), reading)) {
                        log.info("Metrics of host {} available again", id);
                    }
                })
                .then()
                .onErrorResume(failure -> {
                    if (book.silent(id, clock.instant(), String.valueOf(failure.getMessage()))) {
                        log.warn("Metrics of host {} unavailable: {}", id, failure.getMessage());
                    }
                    return Mono.empty();
                });
    }

    private Mono<HostReading> reading(String id, String address) {
        CadvisorClient client =
                clients.computeIfAbsent(address, host -> connect.apply(URI.create(urlTemplate.replace("{ip}", host))));
        Instant now = clock.instant();
        int samples = book.lastRead(id).isEmpty() ? ALL : 1;
        return Mono.zip(
                        client.capacities(),
                        client.machine(now.minus(HOUR), samples),
                        client.containers(now.minus(HOUR), samples))
                .map(answers -> CadvisorReadings.reading(answers.getT1(), answers.getT2(), answers.getT3()));
    }

    @Override
    public void close() {
        polling.dispose();
    }
}
