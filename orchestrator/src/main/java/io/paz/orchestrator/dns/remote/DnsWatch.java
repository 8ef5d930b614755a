package io.paz.orchestrator.dns.remote;

import io.paz.api.directory.ServiceDocument;
import io.paz.api.fleet.Machine;
import io.paz.client.DirectoryClient;
import io.paz.client.FleetClient;
import io.paz.orchestrator.dns.DesiredNames;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Tells the keeper again and again which names there should be; while fleet or the directory does not answer, nothing. */
public final class DnsWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DnsWatch.class);

    private final FleetClient fleet;
    private final DirectoryClient directory;
    private final DnsKeeper keeper;
    private final Disposable watching;
    private volatile boolean answered = true;

    public DnsWatch(FleetClient fleet, DirectoryClient directory, DnsKeeper keeper, Duration every) {
        this.fleet = fleet;
        this.directory = directory;
        this.keeper = keeper;
        this.watching = Repetition.start("DNS sync", every, this::look);
    }

    private Mono<Void> look() {
        return Mono.zip(hosts(), publicServices())
                .map(found -> DesiredNames.of(found.getT1(), found.getT2()))
                .doOnNext(names -> answered = true)
                .onErrorResume(this::unknown)
                .flatMap(keeper::keep);
    }

    private Mono<Map<String, String>> hosts() {
        return fleet.machines().collectMap(Machine::id, machine -> Objects.requireNonNullElse(machine.primaryIp(), ""));
    }

    private Mono<List<String>> publicServices() {
        return directory.services().map(services -> services.stream()
                .filter(service -> service.config().publicFacing())
                .map(ServiceDocument::name)
                .toList());
    }

    private Mono<SortedMap<String, SortedSet<String>>> unknown(Throwable failure) {
        if (answered) {
            log.warn("DNS sync skipped, records stay unchanged: {}", failure.getMessage());
        }
        answered = false;
        return Mono.empty();
    }

    @Override
    public void close() {
        watching.dispose();
    }
}
