package io.paz.orchestrator.web;

import io.paz.orchestrator.access.DeployGuard;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Routes of the scheduler that people use, under the scheduler's own paths. */
@RestController
final class SchedulerController {

    private final PassedOn passedOn;
    private final LastKnown lastKnown;
    private final DeployGuard guard;

    SchedulerController(PassedOn passedOn, LastKnown lastKnown, DeployGuard guard) {
        this.passedOn = passedOn;
        this.lastKnown = lastKnown;
        this.guard = guard;
    }

    @GetMapping("/deployments")
    Mono<Void> deployments(ServerWebExchange exchange) {
        boolean all = exchange.getRequest().getQueryParams().isEmpty();
        return passedOn.readScheduler(
                exchange,
                "/deployments",
                failure -> all ? lastKnown.deployments(exchange, failure) : Mono.error(failure));
    }

    @GetMapping("/deployments/{service}/{version}")
    Mono<Void> deployment(@PathVariable String service, @PathVariable String version, ServerWebExchange exchange) {
        return passedOn.readScheduler(
                exchange,
                exchange.getRequest().getURI().getRawPath(),
                failure -> lastKnown.deployment(exchange, failure, service + "/" + version));
    }

    /** State of every service: serving version, current deployment, last deployment. */
    @GetMapping("/cluster/services")
    Mono<Void> states(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange, "/services");
    }

    @GetMapping("/services/{name}/state")
    Mono<Void> state(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange, "/services/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8));
    }

    @GetMapping({
        "/deployments/{service}/{version}/{action}",
        "/journal",
        "/hooks/dockerhub/{service}",
        "/hooks",
        "/hooks/{id}",
        "/operations/{service}",
        "/operations/{service}/{number}",
        "/drift",
        "/drift/{service}",
        "/space"
    })
    Mono<Void> read(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    @PostMapping({
        "/hooks",
        "/hooks/dockerhub",
        "/hooks/dockerhub/{service}/{secret}",
        "/deployments/{service}/{version}/{action}",
        "/space/cleanup"
    })
    Mono<Void> ask(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    /** The body, which names the service, is read here for callers who may not deploy every one. */
    @PostMapping("/hooks/deploy")
    Mono<Void> deploy(ServerWebExchange exchange) {
        return guard.limitedCaller(exchange)
                .map(caller -> Bodies.ofRequest(exchange)
                        .map(body -> guard.checked(caller, body))
                        .flatMap(body -> passedOn.toScheduler(Bodies.withBody(exchange, body))))
                .orElseGet(() -> passedOn.toScheduler(exchange));
    }

    @DeleteMapping("/hooks/{id}")
    Mono<Void> deleteHook(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    /** Its proof is checked by the scheduler, which knows the secrets. */
    @PostMapping({"/hooks/in/{id}", "/hooks/in/{id}/{secret}"})
    Mono<Void> delivery(ServerWebExchange exchange) {
        return passedOn.deliver(exchange);
    }
}
