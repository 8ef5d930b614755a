package io.paz.orchestrator.web;

import io.paz.http.limit.RequestLimitFilter;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Services: the directory and the scheduler behind one door. */
@RestController
@RequestMapping("/services")
final class ServiceController {

    private static final String NOT_NAMED = "";

    private final PassedOn passedOn;
    private final LastKnown lastKnown;
    private final JsonMapper json;

    ServiceController(PassedOn passedOn, LastKnown lastKnown, JsonMapper json) {
        this.passedOn = passedOn;
        this.lastKnown = lastKnown;
        this.json = json;
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
        if (!PassedOn.isQuiet(exchange)) {
            return passedOn.changeInDirectory(exchange, NOT_NAMED, "/services");
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), RequestLimitFilter.BODY)
                .map(ServiceController::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> passedOn.changeInDirectory(withBody(exchange, body), nameIn(body), "/services"));
    }

    @GetMapping("/{name}")
    Mono<Void> one(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.readDirectory(
                exchange, path("/services/", name), failure -> lastKnown.service(exchange, failure, name));
    }

    @DeleteMapping("/{name}")
    Mono<Void> remove(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.changeAtScheduler(exchange, name);
    }

    @GetMapping("/{name}/config/next")
    Mono<Void> nextConfig(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.readDirectory(
                exchange, path("/services/", name) + "/config", failure -> lastKnown.config(exchange, failure, name));
    }

    @PatchMapping("/{name}/config/next")
    Mono<Void> modifyConfig(@PathVariable String name, ServerWebExchange exchange) {
        return passedOn.changeInDirectory(exchange, name, path("/services/", name) + "/config");
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

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return Flux.just(exchange.getResponse().bufferFactory().wrap(body));
                    }
                })
                .build();
    }

    /** What is no JSON the directory refuses; here it only names no service. */
    private String nameIn(byte[] body) {
        try {
            return json.readTree(body).path("name").asString(NOT_NAMED);
        } catch (JacksonException notJson) {
            return NOT_NAMED;
        }
    }
}
