package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.DeployAnswer;
import io.paz.api.scheduler.OperationAnswer;
import io.paz.api.scheduler.OperationDocument;
import io.paz.api.scheduler.ScaleRequest;
import io.paz.http.error.ApiException;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.document.OperationDocuments;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationId;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.service.OperationService.Request;
import io.paz.scheduler.web.progress.ProgressReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Routes of operations. */
@RestController
final class OperationController {

    private static final int OPERATIONS_SHOWN = 100;

    private final OperationService operations;
    private final DeploymentService deployments;
    private final DeploymentAnswers answers;
    private final OperationRequests requests;

    OperationController(OperationService operations, DeploymentService deployments, RemoteDirectory directory) {
        this.operations = operations;
        this.deployments = deployments;
        this.answers = new DeploymentAnswers(deployments);
        this.requests = new OperationRequests(operations, directory);
    }

    @PostMapping(path = "/services/{name}/scale", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<OperationAnswer>> scale(
            @PathVariable String name,
            @RequestBody ScaleRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        return answer(requests.scale(name, body, key, Requesters.of(exchange)), Waiting.of(exchange));
    }

    @PostMapping("/services/{name}/stop")
    Mono<ResponseEntity<OperationAnswer>> stop(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        return answer(requests.stop(name, key, Requesters.of(exchange)), Waiting.of(exchange));
    }

    @PostMapping("/services/{name}/start")
    Mono<ResponseEntity<OperationAnswer>> start(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        return answer(requests.start(name, key, Requesters.of(exchange)), Waiting.of(exchange));
    }

    /** A new version, so it is answered as a deployment. */
    @PostMapping("/services/{name}/restart")
    Mono<ResponseEntity<DeployAnswer>> restart(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        Request request = OperationRequests.request(name, "restart", key, Requesters.of(exchange));
        return answers.answer(() -> deployments.restart(request), Waiting.of(exchange));
    }

    /** Newest first. */
    @GetMapping("/operations/{service}")
    Mono<Doc<List<OperationDocument>>> operations(
            @PathVariable String service, @RequestParam(required = false) @Nullable String limit) {
        int most = Parameters.limit(limit, OPERATIONS_SHOWN);
        return Blocking.call(() -> new Doc<>(operations.newest(service, most).stream()
                .map(OperationDocuments::of)
                .toList()));
    }

    @GetMapping("/operations/{service}/{number}")
    Mono<ResponseEntity<Doc<OperationDocument>>> operation(
            @PathVariable String service, @PathVariable String number, ServerWebExchange exchange) {
        OperationId id = Parameters.operation(service, number);
        Waiting waiting = Waiting.of(exchange);
        Mono<Operation> found = Blocking.call(() -> operations.require(id));
        return waiting.steps().isPresent()
                ? found.flatMap(known -> follow(id, waiting))
                : found.map(known -> ResponseEntity.ok(new Doc<>(OperationDocuments.of(known))));
    }

    private Mono<ResponseEntity<OperationAnswer>> answer(Mono<Ticket<Operation>> accepted, Waiting waiting) {
        return waiting.steps().isPresent()
                ? accepted.flatMap(ticket -> follow(ticket.accepted().id(), waiting))
                : single(accepted, waiting.untilEnd()).map(ResponseEntity::ok);
    }

    private <T> Mono<T> follow(OperationId id, Waiting waiting) {
        return waiting.follow(() -> ProgressReport.of(operations.require(id)));
    }

    private static Mono<OperationAnswer> single(Mono<Ticket<Operation>> accepted, boolean untilEnd) {
        return TicketAnswers.await(accepted, untilEnd, late -> "the operation is kept and goes on, see " + path(late))
                .map(OperationController::requireGood)
                .map(OperationDocuments::answer);
    }

    private static Operation requireGood(Operation operation) {
        return switch (operation.state()) {
            case FAILED ->
                throw new ApiException(
                        HttpStatus.UNPROCESSABLE_CONTENT, "operation_failed", message(operation, "failed"));
            case SUPERSEDED ->
                throw ApiException.conflict("operation_superseded", message(operation, "was superseded"));
            default -> operation;
        };
    }

    private static String message(Operation operation, String what) {
        return "%s (%s) %s: %s (see %s)"
                .formatted(operation.id(), operation.kind().event(), what, operation.reason(), path(operation));
    }

    private static String path(Operation operation) {
        return OperationDocuments.path(operation.id());
    }
}
