package io.paz.orchestrator.dns.remote;

import io.paz.api.directory.ServiceDocument;
import io.paz.client.DirectoryClient;
import io.paz.engine.Host;
import io.paz.engine.view.ClusterView;
import io.paz.orchestrator.dns.DesiredNames;
import io.paz.orchestrator.dns.DnsKeeper;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Periodically computes the desired DNS records; skips the sync while the engine or the directory is unavailable. */
public final class DnsWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DnsWatch.class);

    private final ClusterView engine;
    private final DirectoryClient directory;
    private final DnsKeeper keeper;
    private final Disposable watching;
    private volatile boolean answered = true;

    public DnsWatch(ClusterView engine, DirectoryClient directory, DnsKeeper keeper, Duration every) {
        this.engine = engine;
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
        return engine.hosts().map(hosts -> hosts.stream().collect(Collectors.toMap(Host::id, Host::address)));
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
