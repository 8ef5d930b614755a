package io.paz.host.web;

import io.paz.engine.fleet.api.Unit;
import io.paz.http.error.ApiException;
import io.paz.http.error.UnexpectedErrorException;
import io.paz.http.json.StrictJson;
import io.paz.http.longpoll.LongPoll;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The paths of the fleet API. fleet tells apart what is usually alike (a trailing slash, HEAD, methods), so requests are
 * told apart by hand here, and answered as there.
 */
public final class FleetRoutes {
    /** Marks a request whose path ended in a slash, before it was taken away. */
    static final String TRAILING_SLASH = FleetRoutes.class.getName() + ".trailingSlash";

    private static final Duration SETTLE_TIME = Duration.ofMillis(10);
    private static final List<String> PREFIXES = List.of("/fleet/v1", "/v1-alpha");

    private final UnitResource units;
    private final LongPoll longPoll;
    private final MachineResource machines;
    private final StrictJson json;
    private final Scheduler blocking;
    private final byte[] discovery;

    public FleetRoutes(UnitResource units, MachineResource machines, StrictJson json, Scheduler blocking) {
        this.units = units;
        this.longPoll = new LongPoll(units::tagOfStates, units.changesOfStates(), SETTLE_TIME);
        this.machines = machines;
        this.json = json;
        this.blocking = blocking;
        this.discovery = resource("discovery.json");
    }

    private static byte[] resource(String name) {
        try (InputStream stream = FleetRoutes.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing beside " + FleetRoutes.class.getName());
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .route(
                        RequestPredicates.path("/")
                                .or(RequestPredicates.path("/fleet/**"))
                                .or(RequestPredicates.path("/v1-alpha/**")),
                        request -> Mono.defer(() -> answer(request)))
                .build();
    }

    private Mono<ServerResponse> answer(ServerRequest request) {
        String path = decoded(request.path());
        if (path.equals("/") || PREFIXES.contains(path)) {
            throw error(HttpStatus.METHOD_NOT_ALLOWED, "");
        }
        boolean slash = request.attribute(TRAILING_SLASH).isPresent();
        return PREFIXES.stream()
                .filter(prefix -> path.startsWith(prefix + "/") && !slash)
                .findFirst()
                .map(prefix -> resource(request, path.substring(prefix.length() + 1)))
                .orElseThrow(() -> error(HttpStatus.NOT_FOUND, ""));
    }

    /** As in fleet, an escaped slash is one. */
    private static String decoded(String path) {
        try {
            return UriUtils.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "fleet", "path: not well escaped", e);
        }
    }

    private Mono<ServerResponse> resource(ServerRequest request, String path) {
        String[] parts = path.split("/", -1);
        String item = parts.length == 2 ? parts[1] : "";
        return switch (parts[0] + (parts.length == 1 ? "" : item.isEmpty() ? "?" : "/")) {
            case "units" -> units(request);
            case "units/" -> unit(request, item);
            case "state" -> states(request);
            case "state/" -> state(request, item);
            case "machines" -> machines(request);
            case "discovery" -> discovery(request);
            default -> throw error(HttpStatus.NOT_FOUND, "");
        };
    }

    private Mono<ServerResponse> units(ServerRequest request) {
        allow(request, "only GET supported against this resource", HttpMethod.GET);
        return ok(() -> units.list(token(request)));
    }

    private Mono<ServerResponse> unit(ServerRequest request, String name) {
        allow(
                request,
                "only GET, PUT and DELETE supported against this resource",
                HttpMethod.GET,
                HttpMethod.PUT,
                HttpMethod.DELETE);
        if (request.method().equals(HttpMethod.GET)) {
            return ok(() -> units.get(name));
        }
        if (request.method().equals(HttpMethod.DELETE)) {
            return blocking(() -> {
                        units.delete(name);
                        return HttpStatus.NO_CONTENT;
                    })
                    .flatMap(status -> ServerResponse.status(status).build());
        }
        checkContentType(request);
        return body(request)
                .map(this::decodeUnit)
                .flatMap(unit -> blocking(() -> units.put(name, unit)))
                .flatMap(status -> ServerResponse.status(status).build());
    }

    private Unit decodeUnit(byte[] body) {
        try {
            return json.read(body, Unit.class);
        } catch (ApiException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "fleet", "unable to decode body: " + e.getMessage(), e);
        }
    }

    private Mono<ServerResponse> states(ServerRequest request) {
        allow(request, "only GET supported against this resource", HttpMethod.GET);
        Callable<Object> states =
                () -> units.states(token(request), parameter(request, "machineID"), parameter(request, "unitName"));
        HttpHeaders headers = request.headers().asHttpHeaders();
        return LongPoll.of(headers)
                .map(longest -> longPoll.unknownTag(headers)
                        .flatMap(tag -> ok(tag, states))
                        .switchIfEmpty(Mono.defer(() ->
                                ServerResponse.status(HttpStatus.NOT_MODIFIED).build())))
                .orElseGet(() -> ok(states));
    }

    private static Mono<ServerResponse> ok(String tag, Callable<Object> action) {
        return Mono.fromCallable(action).flatMap(document -> ServerResponse.ok()
                .eTag(tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(document));
    }

    private Mono<ServerResponse> state(ServerRequest request, String name) {
        allow(request, "only GET supported against this resource", HttpMethod.GET);
        return ok(() -> units.state(name));
    }

    private Mono<ServerResponse> machines(ServerRequest request) {
        allow(request, "only GET and PATCH supported against this resource", HttpMethod.GET, HttpMethod.PATCH);
        if (request.method().equals(HttpMethod.GET)) {
            return ok(() -> machines.list(token(request)));
        }
        return body(request)
                .map(body -> json.read(body, MachineResource.Operation[].class))
                .flatMap(operations -> blocking(() -> {
                    machines.patch(Arrays.asList(operations));
                    return HttpStatus.NO_CONTENT;
                }))
                .flatMap(status -> ServerResponse.status(status)
                        .contentType(MediaType.APPLICATION_JSON)
                        .build());
    }

    private Mono<ServerResponse> discovery(ServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            throw error(HttpStatus.BAD_REQUEST, "only HTTP GET supported against this resource");
        }
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(discovery);
    }

    private static void allow(ServerRequest request, String message, HttpMethod... methods) {
        if (!Arrays.asList(methods).contains(request.method())) {
            throw error(HttpStatus.METHOD_NOT_ALLOWED, message);
        }
    }

    private static void checkContentType(ServerRequest request) {
        List<String> types = request.headers().header("Content-Type");
        boolean json =
                types.size() == 1 && types.get(0).split(";", 2)[0].strip().equals("application/json");
        if (!json) {
            throw error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "only acceptable Content-Type is application/json");
        }
    }

    private static PageToken token(ServerRequest request) {
        return PageToken.of(request.queryParams().getOrDefault("nextPageToken", List.of()));
    }

    /** As in fleet, an empty parameter counts as none. */
    private static Optional<String> parameter(ServerRequest request, String name) {
        return request.queryParam(name).filter(value -> !value.isEmpty());
    }

    private static Mono<byte[]> body(ServerRequest request) {
        return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
    }

    private <T> Mono<T> blocking(Callable<T> action) {
        return Mono.fromCallable(UnexpectedErrorException.guarded(action)).subscribeOn(blocking);
    }

    /** What is shown is in memory; nothing here blocks. */
    private static Mono<ServerResponse> ok(Callable<Object> action) {
        return Mono.fromCallable(action).flatMap(document -> ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(document));
    }

    private static ApiException error(HttpStatus status, String message) {
        return FleetError.exception(status, message);
    }
}
