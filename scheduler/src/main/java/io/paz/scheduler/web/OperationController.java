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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Routes of operations. */
@RestController
final class OperationController {

    private static final int OK = 200;
    private static final int OPERATIONS_SHOWN = 100;

    private final OperationService operations;
    private final DeploymentService deployments;
    private final OperationRequests desk;

    OperationController(OperationService operations, DeploymentService deployments, RemoteDirectory directory) {
        this.operations = operations;
        this.deployments = deployments;
        this.desk = new OperationRequests(operations, directory);
    }

    @PostMapping(path = "/services/{name}/scale", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<OperationAnswer> scale(
            @PathVariable String name,
            @RequestBody ScaleRequest body,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return answer(desk.scale(name, body, key), Parameters.flag("wait", wait));
    }

    @PostMapping("/services/{name}/stop")
    Mono<OperationAnswer> stop(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return answer(desk.stop(name, key), Parameters.flag("wait", wait));
    }

    @PostMapping("/services/{name}/start")
    Mono<OperationAnswer> start(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return answer(desk.start(name, key), Parameters.flag("wait", wait));
    }

    /** A new version, so it is answered as a deployment. */
    @PostMapping("/services/{name}/restart")
    Mono<DeployAnswer> restart(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        Request request = OperationRequests.request(name, "restart", key);
        return DeploymentAnswers.answer(() -> deployments.restart(request), Parameters.flag("wait", wait), OK);
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
    Mono<Doc<OperationDocument>> operation(@PathVariable String service, @PathVariable String number) {
        OperationId id = Parameters.operation(service, number);
        return Blocking.call(() -> new Doc<>(OperationDocuments.of(operations.require(id))));
    }

    private static Mono<OperationAnswer> answer(Mono<Ticket<Operation>> operation, boolean wait) {
        return TicketAnswers.await(operation, wait, late -> "the operation is kept and goes on, see " + path(late))
                .map(OperationController::requireGood)
                .map(OperationDocuments::answer);
    }

    private static Operation requireGood(Operation operation) {
        return switch (operation.state()) {
            case FAILED ->
                throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "operation_failed", told(operation, "failed"));
            case SUPERSEDED -> throw ApiException.conflict("operation_superseded", told(operation, "was superseded"));
            default -> operation;
        };
    }

    private static String told(Operation operation, String what) {
        return "%s (%s) %s: %s (see %s)"
                .formatted(operation.id(), operation.kind().event(), what, operation.reason(), path(operation));
    }

    private static String path(Operation operation) {
        return OperationDocuments.path(operation.id());
    }
}
