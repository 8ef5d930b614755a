package io.paz.host.web;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalEntry;
import io.paz.host.journal.JournalQuery;
import io.paz.host.journal.JournalSelection;
import io.paz.http.text.TerminalText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /entries} as systemd-journal-gatewayd answers it. */
public final class JournalRoutes {
    private static final int PART_BYTES = 64 * 1024;
    /** A reader that takes longer for what there is is cut off. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

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
        Function<JournalEntry, String> form = form(type);
        Flux<Mono<String>> parts =
                asked.follow() ? following(asked.query(), form) : selected(() -> journal.select(asked.query()), form);
        Duration longest = asked.follow() ? NO_TIMEOUT : ANSWER_TIMEOUT;
        return ServerResponse.ok()
                .header(
                        "Content-Type",
                        type.equals(MediaType.TEXT_PLAIN) ? "text/plain; charset=utf-8" : type.toString())
                .body((response, context) -> response.writeAndFlushWith(
                                parts.map(part -> part.map(lines -> buffer(lines, response))))
                        .timeout(longest));
    }

    private Function<JournalEntry, String> form(MediaType type) {
        if (type.equals(MediaType.TEXT_PLAIN)) {
            return JournalRoutes::text;
        }
        return type.equals(MediaType.TEXT_EVENT_STREAM) ? entry -> "data: " + json(entry) + "\n" : this::json;
    }

    private static MediaType type(ServerRequest request) {
        return Stream.of(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
                .filter(type -> request.headers().accept().contains(type))
                .findFirst()
                .orElse(MediaType.TEXT_PLAIN);
    }

    private static DataBuffer buffer(String line, ServerHttpResponse response) {
        return response.bufferFactory().wrap(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Each part is read when the one before was sent, so that no more than one is held, however slow the reader is. */
    private Flux<Mono<String>> selected(Callable<JournalSelection> selection, Function<JournalEntry, String> form) {
        return Mono.fromCallable(selection)
                .subscribeOn(blocking)
                .flatMapIterable(found -> found.parts(PART_BYTES))
                .map(part -> Mono.fromCallable(
                                () -> part.all().stream().map(form).collect(Collectors.joining()))
                        .subscribeOn(blocking));
    }

    /** What there is, then what comes. A reader that falls too far behind is cut off, and goes on from its last cursor. */
    private Flux<Mono<String>> following(JournalQuery query, Function<JournalEntry, String> form) {
        return Flux.defer(() -> {
            EntryQueue coming = new EntryQueue();
            AtomicLong left = new AtomicLong(query.count());
            Flux<Mono<String>> present = selected(
                    () -> {
                        Journal.Following following = journal.follow(query, coming::offer);
                        coming.attach(following.end());
                        left.addAndGet(-following.present().size());
                        return following.present();
                    },
                    form);
            Flux<Mono<String>> later = Flux.defer(() -> coming.entries().take(left.get()))
                    .map(form)
                    .map(Mono::just);
            // The empty first line sends the headers, so that a reader knows at once that it is heard.
            return Flux.concat(Flux.just(Mono.just("")), present, later).doFinally(signal -> coming.close());
        });
    }

    private String json(JournalEntry entry) {
        return mapper.writeValueAsString(entry.fields()) + "\n";
    }

    private static String text(JournalEntry entry) {
        Instant time = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(entry.micros()));
        return time + " " + TerminalText.line(String.valueOf(entry.fields().get("SYSLOG_IDENTIFIER"))) + ": "
                + TerminalText.line(entry.message()) + "\n";
    }
}
