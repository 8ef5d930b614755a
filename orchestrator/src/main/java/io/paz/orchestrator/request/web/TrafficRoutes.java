package io.paz.orchestrator.request.web;

import io.paz.client.DirectoryClient;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.engine.DeployedName;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.request.TrafficBook;
import io.paz.orchestrator.request.TrafficPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /cluster/traffic} and {@code GET /services/{name}/traffic}. All of it is in memory. */
public final class TrafficRoutes {

    private static final int SUMMARY_MINUTES = 15;
    private static final String NO_ANSWER = "none";

    private final TrafficBook book;
    private final DirectoryClient directory;
    private final boolean measured;

    /** @param measured whether HAProxy's request log is read here */
    public TrafficRoutes(TrafficBook book, DirectoryClient directory, boolean measured) {
        this.book = book;
        this.directory = directory;
        this.measured = measured;
    }

    /**
     * @param time milliseconds since 1970
     * @param statuses requests by class of status, {@code 2xx} and so on, and {@code none}; classes without a request are left out
     */
    record Point(
            long time,
            long requests,
            long errors,
            Map<String, Long> statuses,
            long p50,
            long p95,
            long p99,
            long received,
            long sent) {

        static Point of(TrafficPoint point) {
            Map<String, Long> statuses = new LinkedHashMap<>();
            for (int i = 0; i < point.statuses().length; i++) {
                if (point.statuses()[i] > 0) {
                    statuses.put(i == 0 ? NO_ANSWER : i + "xx", point.statuses()[i]);
                }
            }
            return new Point(
                    point.start().toEpochMilli(),
                    point.requests(),
                    point.errors(),
                    statuses,
                    point.p50(),
                    point.p95(),
                    point.p99(),
                    point.received(),
                    point.sent());
        }
    }

    record ServiceTraffic(String service, boolean measured, List<Point> hour) {}

    record ServiceSummary(String service, Point traffic) {}

    record Summary(boolean measured, int minutes, List<ServiceSummary> services) {}

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/cluster/traffic", request -> ofAll())
                .GET("/services/{name}/traffic", this::ofService)
                .build();
    }

    private Mono<ServerResponse> ofAll() {
        List<ServiceSummary> services = book.services().stream()
                .map(service -> new ServiceSummary(service, Point.of(book.last(service, SUMMARY_MINUTES))))
                .toList();
        return ok(new Summary(measured, SUMMARY_MINUTES, services));
    }

    private Mono<ServerResponse> ofService(ServerRequest request) {
        String service = request.pathVariable("name");
        return exists(service)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("service %s does not exist".formatted(service))))
                .flatMap(known -> ok(new ServiceTraffic(
                        service,
                        measured,
                        book.hour(service).stream().map(Point::of).toList())));
    }

    /** A directory that does not answer says nothing against a service. */
    private Mono<Boolean> exists(String service) {
        if (!DeployedName.isValid(service)) {
            return Mono.just(false);
        }
        return directory
                .service(service)
                .hasElement()
                .onErrorReturn(RemoteUnavailableException.class, true)
                .onErrorReturn(RemoteRefusedException.class, false);
    }

    private static Mono<ServerResponse> ok(Object document) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document);
    }
}
