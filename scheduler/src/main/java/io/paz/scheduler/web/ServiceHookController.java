package io.paz.scheduler.web;

import io.paz.api.Doc;
import io.paz.api.scheduler.CreateHook;
import io.paz.api.scheduler.HookDocument;
import io.paz.api.scheduler.IgnoredDelivery;
import io.paz.http.access.Actor;
import io.paz.http.error.ApiException;
import io.paz.http.json.StrictJson;
import io.paz.http.limit.RequestLimitFilter;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.document.HookDocuments;
import io.paz.scheduler.hook.Delivery;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.Shown;
import io.paz.scheduler.hook.payload.HookPayloads;
import io.paz.scheduler.service.HookService;
import io.paz.scheduler.service.HookService.Result;
import io.paz.scheduler.service.HookService.Result.Deploying;
import io.paz.scheduler.service.HookService.Result.Ignored;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Routes of the hooks of services, and of their deliveries. */
@RestController
@RequestMapping("/hooks")
final class ServiceHookController {

    private static final int OK = 200;

    private final HookService hooks;
    private final RemoteDirectory directory;
    private final StrictJson json;

    ServiceHookController(HookService hooks, RemoteDirectory directory, StrictJson json) {
        this.hooks = hooks;
        this.directory = directory;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Doc<HookDocument>> create(@RequestBody CreateHook request) {
        String service = request.serviceName();
        if (service == null) {
            throw ApiException.invalidField("serviceName", null, "the name of a service");
        }
        return requireListed("serviceName", service)
                .then(Blocking.call(() -> new Doc<>(HookDocuments.created(hooks.create(
                        service,
                        HookDocuments.source(request),
                        HookDocuments.tags(request),
                        HookDocuments.imageTag(request))))));
    }

    /** Oldest first. */
    @GetMapping
    Mono<Doc<List<HookDocument>>> hooks(@RequestParam String service) {
        return requireListed("service", service)
                .then(Blocking.call(() -> new Doc<>(
                        hooks.ofService(service).stream().map(HookDocuments::of).toList())));
    }

    /** Nothing is asked of the directory that cannot be a name. */
    private Mono<?> requireListed(String field, String service) {
        return directory
                .byName(service)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        field + ": value " + Shown.of(service) + " (expected: a service of the service directory)")));
    }

    @GetMapping("/{id}")
    Mono<Doc<HookDocument>> hook(@PathVariable String id) {
        return Blocking.call(() -> new Doc<>(HookDocuments.of(hooks.require(id))));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable String id) {
        return Blocking.call(() -> {
                    hooks.delete(id);
                    return id;
                })
                .then();
    }

    @PostMapping("/in/{id}")
    Mono<Object> signed(@PathVariable String id, ServerWebExchange exchange) {
        return delivery(id, null, exchange);
    }

    /** Of a system that signs nothing. */
    @PostMapping("/in/{id}/{secret}")
    Mono<Object> unsigned(@PathVariable String id, @PathVariable String secret, ServerWebExchange exchange) {
        return delivery(id, secret, exchange);
    }

    private Mono<Object> delivery(String id, @Nullable String secret, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return DataBufferUtils.join(request.getBody(), RequestLimitFilter.BODY)
                .map(ServiceHookController::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Delivery(headers(request.getHeaders()), body, secret))
                .flatMap(delivery -> Blocking.call(() -> hooks.authenticate(id, delivery))
                        .doOnNext(hook -> actor(hook).attachTo(exchange))
                        .flatMap(hook -> receive(hook, delivery)));
    }

    private static Actor actor(Hook hook) {
        return new Actor(Actor.Kind.HOOK, hook.id(), hook.name());
    }

    private Mono<Object> receive(Hook hook, Delivery delivery) {
        return directory
                .byName(hook.service())
                .switchIfEmpty(Mono.error(HookService::unknown))
                .flatMap(service -> Blocking.call(() -> hooks.receive(
                        hook,
                        service,
                        delivery,
                        HookPayloads.read(hook.source(), delivery, json.tree(delivery.body())))))
                .flatMap(ServiceHookController::answer);
    }

    private static Mono<Object> answer(Result result) {
        return result instanceof Deploying deploying
                ? DeploymentAnswers.accepted(deploying::ticket, OK).cast(Object.class)
                : Mono.just(new IgnoredDelivery(((Ignored) result).why()));
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> byName = new HashMap<>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return byName;
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
