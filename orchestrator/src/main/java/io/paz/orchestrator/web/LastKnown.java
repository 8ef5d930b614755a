package io.paz.orchestrator.web;

import io.paz.client.RemoteUnavailableException;
import io.paz.engine.DeployedName;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.SourceStatus;
import io.paz.orchestrator.live.LiveCluster;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Last known response of a component that does not answer, marked as stale. */
final class LastKnown {

    private final LiveCluster live;
    private final JsonMapper json;

    LastKnown(LiveCluster live, JsonMapper json) {
        this.live = live;
        this.json = json;
    }

    /** Of the environment that the request names; production's where it names none. */
    Mono<Void> services(ServerWebExchange exchange, RemoteUnavailableException failure) {
        String environment = Objects.requireNonNullElse(
                exchange.getRequest().getQueryParams().getFirst("environment"), DeployedName.PRODUCTION);
        Map<String, Document> found = new LinkedHashMap<>(live.snapshot().services());
        found.keySet()
                .removeIf(name -> !environment.equals("all")
                        && !DeployedName.of(name).environment().equals(environment));
        return answer(exchange, failure, Optional.of(list(found)));
    }

    Mono<Void> service(ServerWebExchange exchange, RemoteUnavailableException failure, String name) {
        return answer(
                exchange,
                failure,
                Optional.ofNullable(live.snapshot().services().get(name)).map(Document::json));
    }

    Mono<Void> config(ServerWebExchange exchange, RemoteUnavailableException failure, String name) {
        Optional<String> config = Optional.ofNullable(live.snapshot().services().get(name))
                .map(document -> json.readTree(document.json()).path("config").toString());
        return answer(exchange, failure, config);
    }

    Mono<Void> deployments(ServerWebExchange exchange, RemoteUnavailableException failure) {
        return answer(exchange, failure, Optional.of(list(live.snapshot().deployments())));
    }

    Mono<Void> deployment(ServerWebExchange exchange, RemoteUnavailableException failure, String id) {
        return answer(
                exchange,
                failure,
                Optional.ofNullable(live.snapshot().deployments().get(id)).map(Document::json));
    }

    private static String list(Map<String, Document> documents) {
        return documents.values().stream().map(Document::json).collect(Collectors.joining(",", "[", "]"));
    }

    /** A thing that is not among those that were seen may be there by now: that is no 404. */
    private Mono<Void> answer(
            ServerWebExchange exchange, RemoteUnavailableException failure, Optional<String> document) {
        ClusterSnapshot cluster = live.snapshot();
        SourceStatus source = cluster.sources().get(failure.remote());
        if (source == null || !source.everRead() || document.isEmpty()) {
            return Mono.error(unavailable(cluster, failure));
        }
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders()
                .set(Staleness.HEADER, Staleness.of(cluster, source.name()).orElse(source.name()));
        byte[] body = ("{\"doc\":" + document.get() + "}").getBytes(StandardCharsets.UTF_8);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** 503 that says which part does not answer, and since when. */
    static ApiException unavailable(ClusterSnapshot cluster, RemoteUnavailableException failure) {
        String since = Optional.ofNullable(cluster.sources().get(failure.remote()))
                .filter(source -> !source.up())
                .map(source -> "; down since " + source.since())
                .orElse("");
        return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", failure.getMessage() + since, failure);
    }
}
