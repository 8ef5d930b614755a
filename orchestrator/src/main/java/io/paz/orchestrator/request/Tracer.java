package io.paz.orchestrator.request;

import io.paz.engine.LogLine;
import io.paz.orchestrator.logs.LogPage;
import io.paz.orchestrator.logs.LogQuery;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.MissingPart;
import io.paz.orchestrator.logs.WantedWorkloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Finds a request by its id, with what its instance logged around that time and the deployments that were running. */
public final class Tracer {

    /** Clients may give many requests one id; these are the newest. */
    static final int MAX_REQUESTS = 5;

    private static final int MAX_PASSES = 4 * MAX_REQUESTS;
    private static final int MAX_LINES = 50;
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final RequestLog requests;
    private final LogReader logs;
    private final Releases releases;
    private final Supplier<List<MissingPart>> unread;

    /** @param unread hosts whose requests are not read now */
    public Tracer(RequestLog requests, LogReader logs, Releases releases, Supplier<List<MissingPart>> unread) {
        this.requests = requests;
        this.logs = logs;
        this.releases = releases;
        this.unread = unread;
    }

    /**
     * A deployment of the request's service that was running when the request was.
     *
     * @param finished null while it runs
     */
    public record Release(
            int version,
            String state,
            Instant created,
            @Nullable Instant finished) {}

    /** Knows the deployments of services. */
    public interface Releases {

        /** Deployments of the service that were running within that time, oldest first. */
        Mono<List<Release>> running(String service, Instant from, Instant to);
    }

    /**
     * A request and its circumstances.
     *
     * @param lines of its instance, from a second before it came to a second after it ended, oldest first
     * @param missing what did not answer
     */
    public record Trace(
            TracedRequest request, List<Release> releases, List<LogLine> lines, List<MissingPart> missing) {}

    /** The newest requests with that id, oldest first; empty when none is kept. */
    public Mono<List<Trace>> find(String id) {
        return Mono.fromCallable(() -> requests.find(id, MAX_PASSES))
                .subscribeOn(Schedulers.boundedElastic())
                .map(TracedRequest::join)
                .map(found -> found.subList(Math.max(0, found.size() - MAX_REQUESTS), found.size()))
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::trace)
                .collectList();
    }

    private Mono<Trace> trace(TracedRequest request) {
        return Mono.zip(releases(request), lines(request), (running, page) -> {
            List<MissingPart> missing = new ArrayList<>(page.missing());
            missing.addAll(running.missing());
            missing.addAll(unread.get());
            return new Trace(request, running.found(), page.lines(), missing);
        });
    }

    private record Running(List<Release> found, List<MissingPart> missing) {}

    private Mono<Running> releases(TracedRequest request) {
        String service = request.fromClient().service();
        if (service.isEmpty()) {
            return Mono.just(new Running(List.of(), List.of()));
        }
        return releases.running(service, request.start(), request.fromClient().end())
                .map(found -> new Running(found, List.of()))
                .onErrorResume(failure -> Mono.just(new Running(
                        List.of(), List.of(new MissingPart("scheduler", String.valueOf(failure.getMessage()))))));
    }

    private Mono<LogPage> lines(TracedRequest request) {
        Set<String> instances = request.instances().collect(Collectors.toSet());
        if (instances.isEmpty()) {
            return Mono.just(new LogPage(List.of(), List.of()));
        }
        Instant from = request.start().minus(MARGIN);
        Instant to = request.fromClient().end().plus(MARGIN);
        return logs.read(WantedWorkloads.anywhere(instances), LogQuery.between(from, to, MAX_LINES))
                .onErrorResume(failure -> Mono.just(new LogPage(
                        List.of(), List.of(new MissingPart("logs", String.valueOf(failure.getMessage()))))));
    }
}
