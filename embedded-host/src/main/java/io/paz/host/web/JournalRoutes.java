package io.paz.host.web;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalEntry;
import io.paz.host.journal.JournalQuery;
import io.paz.http.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private static final Pattern RANGE = Pattern.compile("entries=([^:]*)(?::(-?\\d{1,9}))??(?::(\\d{1,9}))?");
    private static final Pattern FIELD = Pattern.compile("[A-Z_][A-Z0-9_]*");

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
        boolean wantsJson = request.headers().accept().stream()
                .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.APPLICATION_JSON));
        Function<JournalEntry, String> format = wantsJson ? this::json : JournalRoutes::text;
        JournalQuery query = query(request);
        boolean follow = request.queryParam("follow").isPresent();
        Flux<String> lines = (follow ? following(query) : present(query)).map(format);
        return ServerResponse.ok()
                .header("Content-Type", wantsJson ? "application/json" : "text/plain; charset=utf-8")
                .body((response, context) -> follow ? flushed(lines, response) : written(lines, response));
    }

    private static Mono<Void> written(Flux<String> lines, ServerHttpResponse response) {
        return response.writeWith(lines.map(line -> buffer(line, response)));
    }

    private static Mono<Void> flushed(Flux<String> lines, ServerHttpResponse response) {
        return response.writeAndFlushWith(lines.map(line -> Mono.just(buffer(line, response))));
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

    private static JournalQuery query(ServerRequest request) {
        Map<String, Set<String>> matches = new TreeMap<>();
        request.queryParams().forEach((name, values) -> {
            if (FIELD.matcher(name).matches()) {
                matches.put(name, new HashSet<>(values));
            }
        });
        List<String> ranges = request.headers().header("Range");
        if (ranges.isEmpty()) {
            return new JournalQuery(matches, Optional.empty(), 0, JournalQuery.MAX_COUNT);
        }
        Matcher range = RANGE.matcher(ranges.get(0));
        if (!range.matches()) {
            throw badRange(ranges.get(0));
        }
        Optional<String> cursor = Optional.of(range.group(1)).filter(text -> !text.isEmpty());
        return new JournalQuery(
                matches, cursor.map(text -> sequence(ranges.get(0), text)), number(range.group(2), 0), (int)
                        number(range.group(3), JournalQuery.MAX_COUNT));
    }

    private static long sequence(String range, String cursor) {
        try {
            return JournalEntry.sequenceOf(cursor);
        } catch (IllegalArgumentException e) {
            throw badRange(range);
        }
    }

    private static ApiException badRange(String range) {
        return ApiException.invalidField(
                "Range", range, "entries=<cursor>[[:<skip>]:<count>], such as entries=:-100:100");
    }

    private static long number(@Nullable String text, long otherwise) {
        return text == null ? otherwise : Long.parseLong(text);
    }

    private String json(JournalEntry entry) {
        return mapper.writeValueAsString(entry.fields()) + "\n";
    }

    private static String text(JournalEntry entry) {
        Instant time = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(entry.micros()));
        return time + " " + entry.fields().get("SYSLOG_IDENTIFIER") + ": " + entry.message() + "\n";
    }
}
