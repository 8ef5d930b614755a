package io.paz.engine.fleet.view;

import io.paz.engine.Host;
import io.paz.engine.HostUsage;
import io.paz.engine.fleet.client.CadvisorClient;
import io.paz.engine.view.HostUsageSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What hosts use, as their cAdvisor says. */
public final class CadvisorUsage implements HostUsageSource {

    private static final int ALL = -1;
    /** A sample is older than that only where cAdvisor stands still. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final String urlTemplate;
    private final Function<URI, CadvisorClient> connect;
    private final Clock clock;
    private final Map<String, CadvisorClient> clients = new ConcurrentHashMap<>();

    /** @param urlTemplate address of a host's cAdvisor, with {@code {ip}} where the host's own goes */
    public CadvisorUsage(String urlTemplate, Function<URI, CadvisorClient> connect, Clock clock) {
        this.urlTemplate = urlTemplate;
        this.connect = connect;
        this.clock = clock;
    }

    @Override
    public Mono<HostUsage> since(Host host, Instant time) {
        return Mono.defer(() -> read(host, time, ALL));
    }

    @Override
    public Mono<HostUsage> newest(Host host) {
        return Mono.defer(() -> read(host, clock.instant().minus(KEPT), 1));
    }

    private Mono<HostUsage> read(Host host, Instant since, int samples) {
        CadvisorClient client = clients.computeIfAbsent(
                host.address(), address -> connect.apply(URI.create(urlTemplate.replace("{ip}", address))));
        return Mono.zip(client.capacities(), client.machine(since, samples), client.containers(since, samples))
                .map(answers -> CadvisorReadings.reading(answers.getT1(), answers.getT2(), answers.getT3()))
                .onErrorMap(FleetView::meaning);
    }
}
