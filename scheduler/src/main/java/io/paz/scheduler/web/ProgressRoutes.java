package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployRequest;
import io.paz.http.error.ApiException;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Deployments;
import io.paz.scheduler.deployment.Order;
import io.paz.scheduler.deployment.ServiceDefinition;
import io.paz.scheduler.deployment.Ticket;
import io.paz.scheduler.deployment.release.ReleaseId;
import io.paz.scheduler.directory.RemoteDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code ?wait=true} for one who wants to see each step as it happens. The steps are read from the disk, where they are kept before
 * anything else: so it does not matter who asked for the deployment, or whether the scheduler was started anew meanwhile, and one who
 * goes away takes nothing along.
 */
final class ProgressRoutes {

    private static final Duration OFTEN = Duration.ofMillis(200);

    private final Deployments deployments;
    private final RemoteDirectory directory;

    ProgressRoutes(Deployments deployments, RemoteDirectory directory) {
        this.deployments = deployments;
        this.directory = directory;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/hooks/deploy", ProgressRoutes::isWanted, this::deploy)
                .POST("/deployments/{service}/{version}/rollback", ProgressRoutes::isWanted, this::rollback)
                .GET("/deployments/{service}/{version}", ProgressRoutes::isWanted, this::follow)
                .build();
    }

    private static boolean isWanted(ServerRequest request) {
        return request.queryParam("wait").equals(Optional.of("true"))
                && ProgressFormat.wanted(request.headers().accept()).isPresent();
    }

    private Mono<ServerResponse> deploy(ServerRequest request) {
        String key = key(request);
        return request.bodyToMono(DeployRequest.class)
                .switchIfEmpty(Mono.error(() -> ApiException.invalidField("body", "absent", "a JSON object")))
                .flatMap(body -> deploy(body, key))
                .flatMap(ticket -> stream(request, ticket.accepted().id()));
    }

    private Mono<Ticket<Deployment>> deploy(DeployRequest request, @Nullable String key) {
        Order order = Hooks.order(request, key);
        return known("serviceName", Hooks.requireServiceName(request))
                .flatMap(service -> Blocking.call(() -> deployments.deploy(service, order)));
    }

    private Mono<ServerResponse> rollback(ServerRequest request) {
        ReleaseId earlier = Parameters.release(request.pathVariable("service"), request.pathVariable("version"));
        String key = key(request);
        return known("service", earlier.service())
                .flatMap(service -> Blocking.call(() -> deployments.repeat(earlier, key)))
                .flatMap(ticket -> stream(request, ticket.accepted().id()));
    }

    private Mono<ServerResponse> follow(ServerRequest request) {
        ReleaseId id = Parameters.release(request.pathVariable("service"), request.pathVariable("version"));
        return Blocking.call(() -> deployments.require(id)).flatMap(found -> stream(request, found.id()));
    }

    private Mono<ServiceDefinition> known(String field, String name) {
        return directory
                .byName(name)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        field + ": value " + name + " (expected: a service of the service directory)")));
    }

    private static @Nullable String key(ServerRequest request) {
        return Hooks.requireShort(request.headers().firstHeader("Idempotency-Key"));
    }

    private Mono<ServerResponse> stream(ServerRequest request, ReleaseId id) {
        ProgressFormat format =
                ProgressFormat.wanted(request.headers().accept()).orElseThrow();
        Flux<String> lines = lines(id, format);
        return ServerResponse.ok()
                .contentType(format.type())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body((response, context) ->
                        response.writeAndFlushWith(lines.map(line -> Mono.just(buffer(line, response)))));
    }

    private Flux<String> lines(ReleaseId id, ProgressFormat format) {
        Teller teller = new Teller(format);
        return Flux.interval(Duration.ZERO, OFTEN)
                .onBackpressureDrop()
                .concatMap(tick -> Blocking.call(() -> deployments.require(id)), 1)
                .takeUntil(deployment -> deployment.state().isFinal())
                .concatMapIterable(teller::news);
    }

    private static DataBuffer buffer(String line, ServerHttpResponse response) {
        return response.bufferFactory().wrap(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells each step once. Used by one stream, which calls it in turn. */
    private static final class Teller {

        private final ProgressFormat format;
        private int told;

        Teller(ProgressFormat format) {
            this.format = format;
        }

        List<String> news(Deployment deployment) {
            List<String> lines = new ArrayList<>();
            deployment.steps().stream().skip(told).forEach(step -> lines.add(format.step(deployment, step)));
            told = deployment.steps().size();
            if (deployment.state().isFinal()) {
                lines.addAll(format.end(deployment));
            }
            return lines;
        }
    }
}
