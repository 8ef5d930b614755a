package io.paz.orchestrator.monitoring.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.engine.HostResources;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.monitoring.Stats;
import io.paz.orchestrator.monitoring.UsageBook;
import io.paz.orchestrator.monitoring.UsagePoint;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /cluster/hosts/{id}/stats} and {@code GET /cluster/units/{id}/stats}. All of it is in memory. */
public final class StatsRoutes {

    private final UsageBook book;

    public StatsRoutes(UsageBook book) {
        this.book = book;
    }

    /** @param time milliseconds since 1970 */
    record Point(
            long time,
            double cpu,
            long memory,
            long workingSet,
            long received,
            long sent,
            long read,
            long written,
            long filled) {

        static Point of(UsagePoint point) {
            return new Point(
                    point.time().toEpochMilli(),
                    point.cpu(),
                    point.memory(),
                    point.workingSet(),
                    point.received(),
                    point.sent(),
                    point.read(),
                    point.written(),
                    point.filled());
        }

        static List<Point> of(List<UsagePoint> points) {
            return points.stream().map(Point::of).toList();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HostDocument(
            String id,
            boolean answers,
            long since,
            @Nullable String problem,
            @Nullable HostResources capacity,
            @Nullable Point now,
            List<Point> hour) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnitDocument(
            String unit,
            String host,
            boolean running,
            @Nullable String problem,
            @Nullable Long memoryLimit,
            @Nullable Point now,
            List<Point> hour) {}

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/cluster/hosts/{id}/stats", this::host)
                .GET("/cluster/units/{id}/stats", this::unit)
                .build();
    }

    private Mono<ServerResponse> host(ServerRequest request) {
        String id = request.pathVariable("id");
        Stats.OfHost host = book.host(id)
                .orElseThrow(() -> ApiException.notFound(
                        "host %s: nothing is known of what it uses (GET /cluster/hosts lists them)".formatted(id)));
        return ok(new HostDocument(
                id,
                host.problem().isEmpty(),
                host.since().toEpochMilli(),
                host.problem().orElse(null),
                host.capacity().orElse(null),
                host.now().map(Point::of).orElse(null),
                Point.of(host.hour())));
    }

    /** For a global unit, the one on the first of its hosts. */
    private Mono<ServerResponse> unit(ServerRequest request) {
        String id = request.pathVariable("id").replaceFirst("\\.service$", "");
        Stats.OfWorkload unit = book.workloads(id).stream()
                .max(Comparator.comparing(Stats.OfWorkload::running))
                .orElseThrow(
                        () -> ApiException.notFound("unit %s: no container of it ran in the last hour".formatted(id)));
        return ok(new UnitDocument(
                id,
                unit.host(),
                unit.running(),
                unit.problem().orElse(null),
                unit.memoryLimit().orElse(null),
                unit.now().map(Point::of).orElse(null),
                Point.of(unit.hour())));
    }

    private static Mono<ServerResponse> ok(Object document) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document);
    }
}
