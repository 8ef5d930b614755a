package io.paz.orchestrator.monitoring.remote;

import io.paz.engine.Host;
import io.paz.engine.HostUsage;
import io.paz.engine.view.ClusterView;
import io.paz.engine.view.HostUsageSource;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.monitoring.UsageBook;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all hosts what they use, again and again. The first question brings the hour that a host itself kept. */
public final class HostPoller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HostPoller.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HOSTS_AT_ONCE = 16;

    private final ClusterView engine;
    private final HostUsageSource usage;
    private final UsageBook book;
    private final LiveCluster cluster;
    private final Clock clock;
    private final Disposable polling;
    private volatile boolean engineAnswers = true;
    private volatile List<Host> lastHosts = List.of();

    public HostPoller(
            ClusterView engine,
            HostUsageSource usage,
            UsageBook book,
            LiveCluster cluster,
            Clock clock,
            Duration every) {
        this.engine = engine;
        this.usage = usage;
        this.book = book;
        this.cluster = cluster;
        this.clock = clock;
        this.polling = Repetition.start("reading of the hosts' usage", every, this::poll);
    }

    /** Never fails: what does not answer is noted. */
    private Mono<Void> poll() {
        return hosts().flatMapMany(Flux::fromIterable)
                .flatMap(this::read, HOSTS_AT_ONCE)
                .then();
    }

    /** Those known last where the engine does not answer. */
    private Mono<List<Host>> hosts() {
        return engine.hosts()
                .doOnNext(hosts -> {
                    engineAnswers = true;
                    lastHosts = hosts;
                    book.keep(hosts.stream().map(Host::id).collect(Collectors.toUnmodifiableSet()), clock.instant());
                })
                .onErrorResume(failure -> {
                    if (engineAnswers) {
                        log.warn("Cannot list hosts, {} failed: {}", engine.name(), failure.getMessage());
                    }
                    engineAnswers = false;
                    return Mono.just(lastHosts);
                });
    }

    private Mono<Void> read(Host host) {
        String id = host.id();
        return Mono.defer(() -> usageOf(host))
                .doOnNext(reading -> {
                    cluster.observe(new Observation.KnownResources(id, reading.resources()));
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

    private Mono<HostUsage> usageOf(Host host) {
        return book.lastRead(host.id()).isEmpty()
                ? usage.since(host, clock.instant().minus(HOUR))
                : usage.newest(host);
    }

    @Override
    public void close() {
        polling.dispose();
    }
}
