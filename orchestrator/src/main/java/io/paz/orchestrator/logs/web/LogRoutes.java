package io.paz.orchestrator.logs.web;

import io.paz.engine.DeployedName;
import io.paz.engine.EngineUnavailableException;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.logs.LogEvent;
import io.paz.orchestrator.logs.LogPage;
import io.paz.orchestrator.logs.LogReader;
import io.paz.orchestrator.logs.LogSources;
import io.paz.orchestrator.logs.MissingPart;
import io.paz.orchestrator.logs.WantedWorkloads;
import io.paz.orchestrator.logs.web.LogRequest.Form;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /cluster/logs}, {@code GET /cluster/units/{id}/logs} and {@code GET /services/{name}/logs}. */
public final class LogRoutes {

    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@-]{1,247}");
    private static final Duration PING = Duration.ofSeconds(15);
    private static final int MAX_FOLLOWERS = 100;
    /** Each holds the lines that it found, 4 MiB at most. */
    private static final int MAX_READERS = 8;

    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    private final LogReader reader;
    private final LogSources sources;
    private final LogDocuments documents;
    private final Clock clock;
    private final AtomicInteger followers = new AtomicInteger();
    private final AtomicInteger readers = new AtomicInteger();

    public LogRoutes(LogReader reader, LogSources sources, JsonMapper mapper, Clock clock) {
        this.reader = reader;
        this.sources = sources;
        this.documents = new LogDocuments(mapper);
        this.clock = clock;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/cluster/logs", this::ofCluster)
                .GET("/cluster/units/{id}/logs", this::ofUnit)
                .GET("/services/{name}/logs", this::ofService)
                .build();
    }

    private Mono<ServerResponse> ofCluster(ServerRequest request) {
        return answer(sources::workloadsOfAll, LogRequest.of(request, clock));
    }

    private Mono<ServerResponse> ofUnit(ServerRequest request) {
        LogRequest asked = LogRequest.of(request, clock);
        String unit = request.pathVariable("id").replaceFirst("\\.service$", "");
        if (!UNIT.matcher(unit).matches()) {
            throw ApiException.notFound("unit %s: not known, and no line of it is kept".formatted(unit));
        }
        WantedWorkloads units = WantedWorkloads.anywhere(Set.of(unit));
        if (asked.follow()) {
            return follow(Mono.just(units), asked);
        }
        return Mono.zip(read(units, asked), sources.knows(unit))
                .onErrorMap(EngineUnavailableException.class, LogRoutes::unavailable)
                .flatMap(read -> {
                    LogPage page = read.getT1();
                    if (page.lines().isEmpty() && page.missing().isEmpty() && !read.getT2()) {
                        throw ApiException.notFound("unit %s: not known, and no line of it is kept".formatted(unit));
                    }
                    return page(page, asked);
                });
    }

    private Mono<ServerResponse> ofService(ServerRequest request) {
        LogRequest asked = LogRequest.of(request, clock);
        String service = request.pathVariable("name");
        if (!DeployedName.isValid(service)) {
            throw ApiException.notFound("service %s does not exist".formatted(service));
        }
        return answer(
                () -> sources.workloadsOf(service)
                        .filter(LogSources.Workloads::known)
                        .switchIfEmpty(Mono.error(
                                () -> ApiException.notFound("service %s does not exist".formatted(service)))),
                asked);
    }

    private Mono<ServerResponse> answer(Supplier<Mono<LogSources.Workloads>> units, LogRequest asked) {
        return units.get()
                .flatMap(now -> asked.follow()
                        ? follow(Mono.defer(units).map(LogSources.Workloads::wanted), asked)
                        : read(now.wanted(), asked)
                                .onErrorMap(EngineUnavailableException.class, LogRoutes::unavailable)
                                .flatMap(page -> page(with(page, now.missing()), asked)));
    }

    private Mono<LogPage> read(WantedWorkloads units, LogRequest asked) {
        return Mono.defer(() -> {
            if (readers.incrementAndGet() > MAX_READERS) {
                readers.decrementAndGet();
                return Mono.error(new ApiException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "too_many_readers",
                        "%d questions for logs are being answered already; ask again in a moment"
                                .formatted(MAX_READERS)));
            }
            return reader.read(units, asked.query()).doFinally(signal -> readers.decrementAndGet());
        });
    }

    private static LogPage with(LogPage page, List<MissingPart> missing) {
        List<MissingPart> all = new ArrayList<>(missing);
        all.addAll(page.missing());
        return new LogPage(page.lines(), all);
    }

    private static ApiException unavailable(Throwable failure) {
        return ApiException.unavailable(String.valueOf(failure.getMessage()), failure);
    }

    private Mono<ServerResponse> page(LogPage page, LogRequest asked) {
        if (asked.form() == Form.JSON) {
            return shown(documents.page(page), "application/json", ANSWER_TIMEOUT);
        }
        Flux<LogEvent> events = Flux.<LogEvent>fromIterable(
                        page.missing().stream().<LogEvent>map(LogEvent.Gap::new).toList())
                .concatWith(Flux.fromIterable(page.lines()).map(LogEvent.Line::new));
        return shown(
                events.map(event -> shown(event, asked.form()))
                        .buffer(LogDocuments.LINES_AT_ONCE)
                        .map(lines -> String.join("", lines)),
                type(asked.form()),
                ANSWER_TIMEOUT);
    }

    private String shown(LogEvent event, Form form) {
        return switch (form) {
            case EVENTS -> documents.event(event);
            case TEXT -> LogDocuments.text(event);
            case JSON -> documents.jsonLine(event);
        };
    }

    /** Each line is sent at once. A reader that does not take them holds up its own hosts' answers, and nothing else. */
    private Mono<ServerResponse> follow(Mono<WantedWorkloads> units, LogRequest asked) {
        if (followers.incrementAndGet() > MAX_FOLLOWERS) {
            followers.decrementAndGet();
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too_many_followers",
                    "%d readers follow logs already; end one of them, or ask without follow".formatted(MAX_FOLLOWERS));
        }
        Flux<String> lines = reader.follow(units, asked.query()).map(event -> shown(event, asked.form()));
        Flux<String> pings = asked.form() == Form.EVENTS
                ? Flux.interval(PING).onBackpressureDrop().map(tick -> LogDocuments.PING)
                : Flux.never();
        return shown(
                Flux.merge(1, lines, pings).startWith("").doFinally(signal -> followers.decrementAndGet()),
                type(asked.form()),
                NO_TIMEOUT);
    }

    private static String type(Form form) {
        return switch (form) {
            case EVENTS -> "text/event-stream";
            case TEXT -> "text/plain; charset=utf-8";
            case JSON -> "application/x-ndjson";
        };
    }

    /** @param longest after which a reader that has not taken all is cut off */
    private static Mono<ServerResponse> shown(Flux<String> lines, String type, Duration longest) {
        return ServerResponse.ok()
                .header("Content-Type", type)
                .header("Cache-Control", "no-store")
                .body((response, context) -> response.writeAndFlushWith(
                                lines.map(line -> Mono.just(buffer(line, response))))
                        .timeout(longest));
    }

    private static DataBuffer buffer(String line, ServerHttpResponse response) {
        return response.bufferFactory().wrap(line.getBytes(StandardCharsets.UTF_8));
    }
}
