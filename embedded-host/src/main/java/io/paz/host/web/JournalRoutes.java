package io.paz.host.web;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalEntry;
import io.paz.host.journal.JournalQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /entries} as systemd-journal-gatewayd answers it. */
public final class JournalRoutes {
    private final Journal journal;
    private final JsonMapper mapper;
    private final Scheduler blocking;

    public JournalRoutes(Journal journal, JsonMapper mapper, Scheduler blocking) {
        this.journal = journal;
        this.mapper = mapper;
        this.blocking = blocking;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route().GET("/entries", this::entries).build();
    }

    private Mono<ServerResponse> entries(ServerRequest request) {
        JournalRequest asked = JournalRequest.of(request);
        MediaType type = type(request);
        Flux<String> lines = (asked.follow() ? following(asked.query()) : present(asked.query()))
                .map(type.equals(MediaType.TEXT_PLAIN) ? JournalRoutes::text : this::json)
                .map(line -> type.equals(MediaType.TEXT_EVENT_STREAM) ? "data: " + line + "\n" : line);
        return ServerResponse.ok()
                .header(
                        "Content-Type",
                        type.equals(MediaType.TEXT_PLAIN) ? "text/plain; charset=utf-8" : type.toString())
                .body((response, context) -> asked.follow() ? flushed(lines, response) : written(lines, response));
    }

    private static MediaType type(ServerRequest request) {
        return Stream.of(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
                .filter(type -> request.headers().accept().contains(type))
                .findFirst()
                .orElse(MediaType.TEXT_PLAIN);
    }

    private static Mono<Void> written(Flux<String> lines, ServerHttpResponse response) {
        return response.writeWith(lines.map(line -> buffer(line, response)));
    }

    private static Mono<Void> flushed(Flux<String> lines, ServerHttpResponse response) {
        // The empty first line sends the headers, so that a reader knows at once that it is heard.
        return response.writeAndFlushWith(lines.startWith("").map(line -> Mono.just(buffer(line, response))));
    }

    private static DataBuffer buffer(String line, ServerHttpResponse response) {
        return response.bufferFactory().wrap(line.getBytes(StandardCharsets.UTF_8));
    }

    private Flux<JournalEntry> present(JournalQuery query) {
        return Mono.fromCallable(() -> journal.read(query))
                .subscribeOn(blocking)
                .flatMapIterable(Function.identity());
    }

    /** What there is, then what comes. A reader that falls too far behind is cut off, and goes on from its last cursor. */
    private Flux<JournalEntry> following(JournalQuery query) {
        return Mono.fromCallable(() -> {
                    Sinks.Many<JournalEntry> coming = Sinks.many()
                            .unicast()
                            .onBackpressureBuffer(new ArrayBlockingQueue<>(JournalQuery.MAX_COUNT));
                    Journal.Following following = journal.follow(query, entry -> offer(coming, entry));
                    return Flux.fromIterable(following.present())
                            .concatWith(coming.asFlux())
                            .take(query.count())
                            .doFinally(signal -> following.end().run());
                })
                .subscribeOn(blocking)
                .flatMapMany(Function.identity());
    }

    private static void offer(Sinks.Many<JournalEntry> coming, JournalEntry entry) {
        if (coming.tryEmitNext(entry) == Sinks.EmitResult.FAIL_OVERFLOW) {
            coming.emitError(
                    new IllegalStateException("the reader of the journal is too slow"),
                    Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    private String json(JournalEntry entry) {
        return mapper.writeValueAsString(entry.fields()) + "\n";
    }

    private static String text(JournalEntry entry) {
        Instant time = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(entry.micros()));
        return time + " " + entry.fields().get("SYSLOG_IDENTIFIER") + ": " + entry.message() + "\n";
    }
}
