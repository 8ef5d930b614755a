package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployRequest;
import io.paz.api.scheduler.ScaleRequest;
import io.paz.engine.ReleaseId;
import io.paz.http.error.ApiException;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.service.OperationService;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code ?wait=true} for one who wants to see each step as it happens. */
final class ProgressRoutes {

    private final DeploymentService deployments;
    private final OperationService operations;
    private final OperationRequests desk;
    private final RemoteDirectory directory;

    ProgressRoutes(DeploymentService deployments, OperationService operations, RemoteDirectory directory) {
        this.deployments = deployments;
        this.operations = operations;
        this.desk = new OperationRequests(operations, directory);
        this.directory = directory;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/hooks/deploy", ProgressStream::isWanted, this::deploy)
                .POST("/deployments/{service}/{version}/rollback", ProgressStream::isWanted, this::rollback)
                .GET("/deployments/{service}/{version}", ProgressStream::isWanted, this::follow)
                .POST("/services/{name}/scale", ProgressStream::isWanted, this::scale)
                .POST("/services/{name}/stop", ProgressStream::isWanted, this::stop)
                .POST("/services/{name}/start", ProgressStream::isWanted, this::start)
                .POST("/services/{name}/restart", ProgressStream::isWanted, this::restart)
                .GET("/operations/{service}/{number}", ProgressStream::isWanted, this::followOperation)
                .build();
    }

    private Mono<ServerResponse> deploy(ServerRequest request) {
        String key = key(request);
        return body(request, DeployRequest.class)
                .flatMap(body -> deploy(body, key))
                .flatMap(ticket -> stream(request, ticket.accepted().id()));
    }

    private Mono<Ticket<Deployment>> deploy(DeployRequest request, @Nullable String key) {
        DeploymentRequest order = HookRequests.order(request, key);
        return known("serviceName", HookRequests.requireServiceName(request))
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
        return HookRequests.requireShort(request.headers().firstHeader("Idempotency-Key"));
    }

    private Mono<ServerResponse> stream(ServerRequest request, ReleaseId id) {
        return ProgressStream.answer(request, () -> ProgressReport.of(deployments.require(id)));
    }

    private Mono<ServerResponse> scale(ServerRequest request) {
        return body(request, ScaleRequest.class)
                .flatMap(body -> operated(request, desk.scale(request.pathVariable("name"), body, key(request))));
    }

    private Mono<ServerResponse> stop(ServerRequest request) {
        return operated(request, desk.stop(request.pathVariable("name"), key(request)));
    }

    private Mono<ServerResponse> start(ServerRequest request) {
        return operated(request, desk.start(request.pathVariable("name"), key(request)));
    }

    private Mono<ServerResponse> restart(ServerRequest request) {
        return Blocking.call(() -> deployments.restart(
                        OperationRequests.request(request.pathVariable("name"), "restart", key(request))))
                .flatMap(ticket -> stream(request, ticket.accepted().id()));
    }

    private Mono<ServerResponse> followOperation(ServerRequest request) {
        OperationId id = Parameters.operation(request.pathVariable("service"), request.pathVariable("number"));
        return Blocking.call(() -> operations.require(id)).flatMap(found -> stream(request, found.id()));
    }

    private Mono<ServerResponse> operated(ServerRequest request, Mono<Ticket<Operation>> operation) {
        return operation.flatMap(ticket -> stream(request, ticket.accepted().id()));
    }

    private Mono<ServerResponse> stream(ServerRequest request, OperationId id) {
        return ProgressStream.answer(request, () -> ProgressReport.of(operations.require(id)));
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> ApiException.invalidField("body", "absent", "a JSON object")));
    }
}
