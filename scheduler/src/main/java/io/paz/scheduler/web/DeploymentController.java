package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.DeployAnswer;
import io.paz.api.scheduler.DeploymentDocument;
import io.paz.api.scheduler.JournalEntry;
import io.paz.api.scheduler.PromotionRequest;
import io.paz.engine.DeployedName;
import io.paz.engine.ReleaseId;
import io.paz.http.error.ApiException;
import io.paz.http.longpoll.Changes;
import io.paz.http.longpoll.LongPoll;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.comparison.ComparisonDocuments;
import io.paz.scheduler.comparison.ComparisonDocuments.ComparedService;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.document.DeploymentDocuments;
import io.paz.scheduler.promotion.EnvironmentComparison;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.DeploymentService;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Routes of deployments and the journal. */
@RestController
final class DeploymentController {

    private static final int DEPLOYMENTS_SHOWN = 100;
    private static final int LINES_SHOWN = 1000;
    /** A quarter of the time within which an event is to reach a page. */
    private static final Duration SETTLE_TIME = Duration.ofMillis(25);

    private final DeploymentService deployments;
    private final DeploymentAnswers answers;
    private final RemoteDirectory directory;
    private final Changes changes = new Changes();
    private final LongPoll longPoll;

    DeploymentController(DeploymentService deployments, RemoteDirectory directory) {
        this.deployments = deployments;
        this.answers = new DeploymentAnswers(deployments);
        this.directory = directory;
        deployments.onChange(changes::signal);
        this.longPoll = new LongPoll(() -> "\"" + deployments.revision() + "\"", changes, SETTLE_TIME);
    }

    @EventListener(ContextClosedEvent.class)
    void closing() {
        changes.end();
    }

    /** Newest first. */
    @GetMapping("/deployments")
    Mono<ResponseEntity<Doc<List<DeploymentDocument>>>> deployments(
            @RequestHeader HttpHeaders headers,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String limit) {
        int most = Parameters.limit(limit, DEPLOYMENTS_SHOWN);
        Mono<Doc<List<DeploymentDocument>>> newest =
                Blocking.call(() -> new Doc<>(deployments.newest(service, most).stream()
                        .map(DeploymentDocuments::of)
                        .toList()));
        return longPoll.unknownTag(headers)
                .flatMap(tag ->
                        newest.map(documents -> ResponseEntity.ok().eTag(tag).body(documents)))
                .defaultIfEmpty(ResponseEntity.status(HttpStatus.NOT_MODIFIED).build());
    }

    @GetMapping("/deployments/{service}/{version}")
    Mono<ResponseEntity<Doc<DeploymentDocument>>> deployment(
            @PathVariable String service, @PathVariable String version, ServerWebExchange exchange) {
        ReleaseId id = Parameters.release(service, version);
        Waiting waiting = Waiting.of(exchange);
        Mono<Deployment> found = Blocking.call(() -> deployments.require(id));
        return waiting.steps().isPresent()
                ? found.flatMap(known -> answers.follow(id, waiting))
                : found.map(known -> ResponseEntity.ok(new Doc<>(DeploymentDocuments.of(known))));
    }

    @PostMapping("/deployments/{service}/{version}/rollback")
    Mono<ResponseEntity<DeployAnswer>> rollback(
            @PathVariable String service,
            @PathVariable String version,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        ReleaseId id = Parameters.release(service, version);
        Waiting waiting = Waiting.of(exchange);
        String checkedKey = HookRequests.requireShort(key);
        Requester requester = Requesters.of(exchange);
        return directory
                .byName(service)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "service: value " + service + " (expected: a service of the service directory)")))
                .flatMap(found -> answers.answer(() -> deployments.repeat(id, checkedKey, requester), waiting));
    }

    /** Runs in an environment what serves of a service in another one; with {@code dryRun}, only shows what would change. */
    @PostMapping(path = "/environments/{environment}/promotions", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Object>> promote(
            @PathVariable String environment,
            @RequestBody PromotionRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        DeployedName target = HookRequests.promoted(environment, request);
        String source = new DeployedName(target.service(), String.valueOf(request.from())).toString();
        Waiting waiting = Waiting.of(exchange);
        String checkedKey = HookRequests.requireShort(key);
        Requester requester = Requesters.of(exchange);
        return directory
                .byName(target.toString())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "services: value " + target + " (expected: a service that the service directory has in both)")))
                .flatMap(found -> Boolean.TRUE.equals(request.dryRun())
                        ? Blocking.call(() -> ResponseEntity.<Object>ok(new Doc<>(changes(source, found))))
                        : answers.answer(() -> deployments.promote(source, found, checkedKey, requester), waiting)
                                .map(DeploymentController::anyAnswer));
    }

    private static ResponseEntity<Object> anyAnswer(ResponseEntity<DeployAnswer> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    /** Left what serves, right what would. */
    private ComparedService changes(String source, ServiceDefinition target) {
        return ComparisonDocuments.of(EnvironmentComparison.service(
                target.name(),
                deployments
                        .serving(target.name())
                        .map(ComparisonDocuments::side)
                        .orElse(null),
                ComparisonDocuments.side(deployments.promotion(source, target))));
    }

    @PostMapping("/deployments/{service}/{version}/promote")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeployAnswer> promote(@PathVariable String service, @PathVariable String version, ServerWebExchange exchange) {
        return intervene(Parameters.release(service, version), Intervention.PROMOTE, exchange);
    }

    @PostMapping("/deployments/{service}/{version}/abort")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeployAnswer> abort(@PathVariable String service, @PathVariable String version, ServerWebExchange exchange) {
        return intervene(Parameters.release(service, version), Intervention.ABORT, exchange);
    }

    private Mono<DeployAnswer> intervene(ReleaseId id, Intervention wanted, ServerWebExchange exchange) {
        Requester requester = Requesters.of(exchange);
        return Blocking.call(() ->
                DeploymentDocuments.answer(deployments.intervene(id, wanted, requester), HttpStatus.ACCEPTED.value()));
    }

    /** Newest last: the lines after a sequence, or the last ones of all. */
    @GetMapping("/journal")
    Mono<Doc<List<JournalEntry>>> journal(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        Long from = Parameters.after(after);
        int most = Parameters.limit(limit, LINES_SHOWN);
        return Blocking.call(() -> new Doc<>(deployments.journal(service, from, most).stream()
                .map(DeploymentDocuments::of)
                .toList()));
    }
}
