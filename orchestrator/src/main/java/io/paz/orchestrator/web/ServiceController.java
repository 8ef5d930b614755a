package io.paz.orchestrator.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Services: directory and scheduler behind one API. */
@RestController
@RequestMapping("/services")
final class ServiceController {

    private final PassedOn passedOn;
    private final LastKnown lastKnown;

    ServiceController(PassedOn passedOn, LastKnown lastKnown) {
        this.passedOn = passedOn;
        this.lastKnown = lastKnown;
    }

    @GetMapping
    Mono<Void> all(ServerWebExchange exchange) {
        boolean searched = exchange.getRequest().getQueryParams().containsKey("dockerRepository");
        return passedOn.readDirectory(
                exchange,
                "/services",
                failure -> searched ? Mono.error(failure) : lastKnown.services(exchange, failure));
    }

    @PostMapping
    Mono<Void> create(ServerWebExchange exchange) {
        return passedOn.createInDirectory(exchange, "/services");
    }

    @GetMapping("/{name}")
    Mono<Void> one(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.readDirectory(
                exchange, path("/services/", name), failure -> lastKnown.service(exchange, failure, name));
    }

    @DeleteMapping("/{name}")
    Mono<Void> remove(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.removeAtScheduler(exchange, name);
    }

    @GetMapping("/{name}/config/next")
    Mono<Void> nextConfig(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.readDirectory(
                exchange, path("/services/", name) + "/config", failure -> lastKnown.config(exchange, failure, name));
    }

    @PatchMapping("/{name}/config/next")
    Mono<Void> modifyConfig(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.modifyInDirectory(exchange, name, path("/services/", name) + "/config");
    }

    @GetMapping("/{name}/config/changes")
    Mono<Void> configChanges(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.readDirectory(exchange, path("/services/", name) + "/config/changes", Mono::error);
    }

    @GetMapping("/{name}/config/last")
    Mono<Void> lastConfig(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange, path("/config/", name) + "/version/latest");
    }

    @GetMapping("/{name}/config/history")
    Mono<Void> configHistory(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange, path("/config/", name) + "/history");
    }

    @GetMapping("/{name}/config/history/{version}")
    Mono<Void> configOfVersion(@PathVariable String name, @PathVariable String version, ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange, path("/config/", name) + path("/version/", version));
    }

    @PostMapping("/{name}/{operation}")
    Mono<Void> operate(ServerWebExchange exchange) {
        return passedOn.toScheduler(exchange);
    }

    private static String path(String folder, String segment) {
        return folder + UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8);
    }
}
