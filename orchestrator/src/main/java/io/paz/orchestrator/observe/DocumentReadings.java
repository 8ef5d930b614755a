package io.paz.orchestrator.observe;

import io.paz.client.PassThrough;
import io.paz.client.WebClients;
import io.paz.orchestrator.cluster.Document;
import io.paz.orchestrator.cluster.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list of documents of the directory or of the scheduler, kept word for word. */
public final class DocumentReadings {

    private static final Set<String> UNFINISHED = Set.of("queued", "running");
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final PassThrough part;
    private final String path;
    private final JsonMapper json;
    private final Function<JsonNode, String> id;
    private final Function<List<Document>, Observation> observation;
    private byte @Nullable [] last;
    private @Nullable String tag;

    private DocumentReadings(
            PassThrough part,
            String path,
            JsonMapper json,
            Function<JsonNode, String> id,
            Function<List<Document>, Observation> observation) {
        this.part = part;
        this.path = path;
        this.json = json;
        this.id = id;
        this.observation = observation;
    }

    /** All services of the directory, by name. */
    public static DocumentReadings services(PassThrough directory, JsonMapper json) {
        return new DocumentReadings(
                directory, "/services", json, document -> document.path("name").asString(), Observation.Services::new);
    }

    /** The newest deployments of the scheduler. */
    static DocumentReadings deployments(
            PassThrough scheduler, JsonMapper json, int limit, Function<List<Document>, Observation> observation) {
        return new DocumentReadings(
                scheduler,
                "/deployments?limit=" + limit,
                json,
                document -> document.path("service").asString() + "/"
                        + document.path("version").asInt(),
                observation);
    }

    /** Empty when the part says that nothing changed, or its answer is, byte for byte, the one before. One reading at a time. */
    public Mono<Observation> read() {
        return Mono.defer(() -> part.read(request(), this::body)).flatMap(this::unlessSame);
    }

    private PassThrough.Request request() {
        PassThrough.Request request = PassThrough.Request.get(path);
        if (tag != null) {
            request.headers().setIfNoneMatch(tag);
        }
        return request;
    }

    private Mono<byte[]> body(ClientResponse response) {
        if (response.statusCode().value() == NOT_MODIFIED) {
            return WebClients.discard(response).then(Mono.empty());
        }
        if (response.statusCode().value() != OK) {
            return WebClients.discard(response)
                    .then(Mono.error(new IllegalStateException("%s answered %s with status %d"
                            .formatted(part.name(), path, response.statusCode().value()))));
        }
        String answered = response.headers().asHttpHeaders().getETag();
        return response.bodyToMono(byte[].class).doOnNext(body -> tag = answered);
    }

    private static boolean isActive(JsonNode document) {
        return UNFINISHED.contains(document.path("state").asString(""));
    }

    private Mono<Observation> unlessSame(byte[] body) {
        if (Arrays.equals(body, last)) {
            return Mono.empty();
        }
        List<Document> documents = json.readTree(body)
                .path("doc")
                .valueStream()
                .map(document -> new Document(id.apply(document), isActive(document), document.toString()))
                .toList();
        last = body;
        return Mono.just(observation.apply(documents));
    }
}
