package io.paz.orchestrator.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Environments: the directory keeps them, the scheduler compares and promotes what runs in them. */
@RestController
@RequestMapping("/environments")
final class EnvironmentController {

    private static final String ENVIRONMENTS = "/environments";

    private final PassedOn passedOn;

    EnvironmentController(PassedOn passedOn) {
        this.passedOn = passedOn;
    }

    @GetMapping
    Mono<Void> all(ServerWebExchange exchange) {
        return passedOn.readDirectory(exchange, ENVIRONMENTS, Mono::error);
    }

    @GetMapping("/{environment}")
    Mono<Void> one(@PathVariable String environment, ServerWebExchange exchange) {
        return passedOn.readDirectory(exchange, path(environment), Mono::error);
    }

    @PostMapping
    Mono<Void> create(ServerWebExchange exchange) {
        return passedOn.toDirectory(exchange, ENVIRONMENTS);
    }

    @DeleteMapping("/{environment}")
    Mono<Void> remove(@PathVariable String environment, ServerWebExchange exchange) {
        return passedOn.toDirectory(exchange, path(environment));
    }

    @GetMapping("/{environment}/compare/{other}")
    Mono<Void> compare(ServerWebExchange exchange) {
        return passedOn.readScheduler(exchange, exchange.getRequest().getURI().getRawPath(), Mono::error);
    }

    @PostMapping("/{environment}/promotions")
    Mono<Void> promote(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    private static String path(String environment) {
        return ENVIRONMENTS + "/" + UriUtils.encodePathSegment(environment, StandardCharsets.UTF_8);
    }
}
