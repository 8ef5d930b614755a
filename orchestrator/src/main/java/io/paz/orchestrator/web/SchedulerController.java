package io.paz.orchestrator.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a person uses of the scheduler, under the scheduler's own paths. */
@RestController
final class SchedulerController {

    private final PassedOn passedOn;
    private final LastKnown lastKnown;

    SchedulerController(PassedOn passedOn, LastKnown lastKnown) {
        this.passedOn = passedOn;
        this.lastKnown = lastKnown;
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

    @GetMapping({
        "/deployments/{service}/{version}/{action}",
        "/journal",
        "/hooks/**",
        "/operations/**",
        "/drift",
        "/drift/**"
    })
    Mono<Void> read(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    @PostMapping({"/hooks/**", "/deployments/{service}/{version}/{action}", "/drift/**"})
    Mono<Void> ask(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }
}
