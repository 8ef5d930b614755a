package io.paz.orchestrator.request.remote;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.LogSources;
import io.paz.orchestrator.logs.MissingPart;
import io.paz.orchestrator.repeat.Repetition;
import io.paz.orchestrator.request.log.RequestIntake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the request logs of a cluster's HAProxys, which print them, from the journals of their hosts as lines come. What no journal has kept
 * is lost; a journal keeps as much as its host lets it, and HAProxy never waits for it.
 */
public final class JournalRequests implements AutoCloseable {

    private static final Set<String> HAPROXY = Set.of("paz-haproxy");
    private static final Duration HOST_REFRESH_INTERVAL = Duration.ofSeconds(5);

    private final LogSources sources;
    private final LogReader reader;
    private final RequestIntake intake;
    private final Map<Host, Disposable> followed = new ConcurrentHashMap<>();
    private final Map<Host, MissingPart> silent = new ConcurrentHashMap<>();
    private final Disposable refreshing;

    private JournalRequests(LogSources sources, LogReader reader, RequestIntake intake, Duration interval) {
        this.sources = sources;
        this.reader = reader;
        this.intake = intake;
        this.refreshing = Repetition.start("reading of request logs", interval, this::refresh);
    }

    /** Reads until it is closed. */
    public static JournalRequests start(LogSources sources, LogReader reader, RequestIntake intake) {
        return start(sources, reader, intake, HOST_REFRESH_INTERVAL);
    }

    static JournalRequests start(LogSources sources, LogReader reader, RequestIntake intake, Duration interval) {
        return new JournalRequests(sources, reader, intake, interval);
    }

    private Mono<Void> refresh() {
        return sources.hosts().doOnNext(this::follow).then();
    }

    private synchronized void follow(List<Host> hosts) {
        Set<Host> present = Set.copyOf(hosts);
        followed.keySet().stream()
                .filter(host -> !present.contains(host))
                .toList()
                .forEach(this::leave);
        present.stream().filter(host -> !followed.containsKey(host)).forEach(host -> followed.put(host, linesOf(host)));
    }

    private void leave(Host host) {
        followed.remove(host).dispose();
        silent.remove(host);
    }

    private Disposable linesOf(Host host) {
        return reader.coming(host, HAPROXY, missing -> silent.put(host, missing))
                .publishOn(Schedulers.boundedElastic())
                .subscribe(line -> take(host, line));
    }

    private void take(Host host, LogLine line) {
        silent.remove(host);
        intake.take(line.message());
    }

    /** Hosts whose requests are not read now. */
    public List<MissingPart> missing() {
        return List.copyOf(silent.values());
    }

    @Override
    public synchronized void close() {
        refreshing.dispose();
        Set.copyOf(followed.keySet()).forEach(this::leave);
    }
}
