package io.paz.host.web;

import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerInfoRequest;
import io.paz.engine.fleet.cadvisor.MachineInfo;
import io.paz.host.stats.ContainerRecord;
import io.paz.host.stats.UsageHistory;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The parts of cAdvisor's REST API v1.3 that are used. All of it is in memory; nothing here blocks. */
public final class StatsRoutes {
    private static final String CONTAINERS = "/api/v1.3/containers";
    private static final String DOCKER = "/api/v1.3/docker";
    private static final int DEFAULT_STATS = 60;

    private final UsageHistory history;
    private final MachineInfo machine;
    private final StrictJson json;

    public StatsRoutes(UsageHistory history, MachineInfo machine, StrictJson json) {
        this.history = history;
        this.machine = machine;
        this.json = json;
    }

    /** @param count the newest so many; negative for all */
    private record Wanted(int count, Instant start, Instant end) {}

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/api/v1.3/machine", request -> ok(machine))
                .GET(CONTAINERS, request -> answer(request, wanted -> container("", wanted)))
                .POST(CONTAINERS, request -> answer(request, wanted -> container("", wanted)))
                .route(
                        RequestPredicates.path(CONTAINERS + "/**").and(readOrAsked()),
                        request -> answer(
                                request, wanted -> container(request.path().substring(CONTAINERS.length()), wanted)))
                .GET(DOCKER, request -> answer(request, wanted -> docker(wanted, container -> true)))
                .POST(DOCKER, request -> answer(request, wanted -> docker(wanted, container -> true)))
                .GET(DOCKER + "/{name}", request -> answer(request, named(request)))
                .POST(DOCKER + "/{name}", request -> answer(request, named(request)))
                .build();
    }

    private static RequestPredicate readOrAsked() {
        return RequestPredicates.methods(HttpMethod.GET, HttpMethod.POST);
    }

    private Function<Wanted, Object> named(ServerRequest request) {
        String name = request.pathVariable("name");
        return wanted -> {
            Map<String, ContainerInfo> found = docker(wanted, container -> isCalled(container, name));
            if (found.isEmpty()) {
                throw missing(name);
            }
            return found;
        };
    }

    private static boolean isCalled(ContainerRecord container, String name) {
        return container.id().equals(name)
                || container
                        .identity()
                        .filter(known -> known.name().equals(name))
                        .isPresent();
    }

    private Map<String, ContainerInfo> docker(Wanted wanted, Predicate<ContainerRecord> filter) {
        Map<String, ContainerInfo> infos = new TreeMap<>();
        history.containers(wanted.start(), wanted.end()).stream()
                .filter(filter)
                .map(container -> ContainerInfos.container(container, wanted.count()))
                .forEach(info -> infos.put(info.name(), info));
        return infos;
    }

    private ContainerInfo container(String path, Wanted wanted) {
        if (path.isEmpty()) {
            return ContainerInfos.machine(history.machine(wanted.start(), wanted.end()), wanted.count());
        }
        List<ContainerRecord> containers = history.containers(wanted.start(), wanted.end());
        if (path.equals(ContainerInfos.DOCKER)) {
            return ContainerInfos.parent(containers);
        }
        return containers.stream()
                .filter(container -> ContainerInfos.name(container).equals(path))
                .findFirst()
                .map(container -> ContainerInfos.container(container, wanted.count()))
                .orElseThrow(() -> missing(path));
    }

    private static ApiException missing(String name) {
        return FleetError.exception(HttpStatus.NOT_FOUND, "container " + name + " does not exist");
    }

    private Mono<ServerResponse> answer(ServerRequest request, Function<Wanted, Object> answer) {
        return request.bodyToMono(byte[].class)
                .filter(body -> body.length > 0)
                .map(body -> wanted(json.read(body, ContainerInfoRequest.class)))
                .defaultIfEmpty(new Wanted(DEFAULT_STATS, Instant.MIN, Instant.MAX))
                .flatMap(wanted -> ok(answer.apply(wanted)));
    }

    private static Wanted wanted(ContainerInfoRequest request) {
        int count = Optional.ofNullable(request.numStats()).orElse(DEFAULT_STATS);
        return new Wanted(
                count,
                time("start", request.start()).orElse(Instant.MIN),
                time("end", request.end()).orElse(Instant.MAX));
    }

    private static Optional<Instant> time(String field, @Nullable String value) {
        try {
            return Optional.ofNullable(value)
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw ApiException.invalidField(field, value, "a time such as 2026-01-01T12:00:00Z");
        }
    }

    private static Mono<ServerResponse> ok(Object document) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(document);
    }
}
