package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.DeployAnswer;
import io.paz.api.scheduler.DeployRequest;
import io.paz.http.access.Actor;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.DeploymentService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Routes of deployment hooks. */
@RestController
@RequestMapping("/hooks")
final class HookController {

    private static final int MAX_PUSH_SIZE = 1024 * 1024;

    /** What clients of Docker Hub's hook have always found in the body. */
    private static final int CREATED = 201;

    private final RemoteDirectory directory;
    private final DeploymentService deployments;
    private final DeploymentAnswers answers;
    private final HookSecrets secrets;
    private final StrictJson json;

    HookController(RemoteDirectory directory, DeploymentService deployments, HookSecrets secrets, StrictJson json) {
        this.directory = directory;
        this.deployments = deployments;
        this.answers = new DeploymentAnswers(deployments);
        this.secrets = secrets;
        this.json = json;
    }

    @PostMapping(path = "/deploy", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<DeployAnswer>> deploy(
            @RequestBody DeployRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerWebExchange exchange) {
        Waiting waiting = Waiting.of(exchange);
        String name = HookRequests.requireServiceName(request);
        DeploymentRequest order = HookRequests.order(request, HookRequests.requireShort(key), Requesters.of(exchange));
        return directory
                .byName(name)
                .switchIfEmpty(Mono.error(() -> unknown("serviceName: value " + name)))
                .flatMap(service -> answers.answer(() -> deployments.deploy(service, order), waiting));
    }

    @PostMapping("/dockerhub")
    Mono<DeployAnswer> dockerHub(
            ServerWebExchange exchange,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        String checkedKey = HookRequests.requireShort(key);
        Requester requester = Requesters.of(exchange);
        return body(exchange.getRequest()).map(DockerHubPush::readWhole).flatMap(push -> directory
                .byRepository(push.repository())
                .switchIfEmpty(Mono.error(() -> unknown("repository.repo_name: value " + push.repository())))
                .flatMap(services -> deployAll(services, push.order(checkedKey, requester))));
    }

    /** Each service on its own: one that is refused keeps no other from its new version. */
    private Mono<DeployAnswer> deployAll(List<ServiceDefinition> services, DeploymentRequest order) {
        return Flux.fromIterable(services)
                .flatMapSequential(service -> PushOutcome.of(service.name(), deployPushed(service, order)))
                .collectList()
                .flatMap(PushOutcome::answer);
    }

    /** The secret stands in the address, because Docker Hub signs nothing; a wrong one and an unknown service look the same. */
    @PostMapping("/dockerhub/{service}/{secret}")
    Mono<DeployAnswer> dockerHub(
            @PathVariable String service,
            @PathVariable String secret,
            ServerWebExchange exchange,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return directory
                .entryOf(service)
                .filter(entry -> secrets.isSecretOf(entry, secret))
                .doOnNext(entry -> addressOf(entry).attachTo(exchange))
                .flatMap(entry -> directory.byName(service))
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "no such hook (expected: the address that GET /hooks/dockerhub/{service} tells)")))
                .flatMap(found -> body(exchange.getRequest())
                        .map(DockerHubPush::read)
                        .flatMap(push -> deployPushed(
                                found, push.order(HookRequests.requireShort(key), Requesters.of(exchange)))));
    }

    private static Actor addressOf(Entry entry) {
        return new Actor(
                Actor.Kind.HOOK, "dockerhub-" + entry.service(), "hook of " + entry.service() + " (dockerhub)");
    }

    /** Reads the body itself: Docker Hub's clients have always sent whatever content type they liked. */
    private Mono<JsonNode> body(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), MAX_PUSH_SIZE)
                .map(HookController::bytes)
                .defaultIfEmpty(new byte[0])
                .map(json::tree);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** Returns the address to give to Docker Hub, to somebody who is signed in. */
    @GetMapping("/dockerhub/{service}")
    Mono<Doc<HookAddress>> dockerHubAddress(@PathVariable String service) {
        return directory
                .entryOf(service)
                .switchIfEmpty(Mono.error(() -> unknown("service: value " + service)))
                .map(found -> new Doc<>(new HookAddress(secrets.path(found))));
    }

    /** @param path at this scheduler */
    record HookAddress(String path) {}

    private Mono<DeployAnswer> deployPushed(ServiceDefinition service, DeploymentRequest order) {
        return DeploymentAnswers.accepted(() -> deployments.deploy(service, order), CREATED);
    }

    private static ApiException unknown(String what) {
        return ApiException.notFound(what + " (expected: a service of the service directory)");
    }
}
