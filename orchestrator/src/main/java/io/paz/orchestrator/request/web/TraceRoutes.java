package io.paz.orchestrator.request.web;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.request.Tracer;
import io.paz.orchestrator.request.Tracer.Trace;
import io.paz.orchestrator.request.web.TraceDocuments.RequestDocument;
import io.paz.orchestrator.request.web.TraceDocuments.Traces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /trace/{id}}, as JSON or as text. */
public final class TraceRoutes {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    /** Each reads all files of the request log. */
    private static final int MAX_SEARCHES = 2;

    private final Optional<Tracer> tracer;
    private final Semaphore searches = new Semaphore(MAX_SEARCHES);

    /** @param tracer empty where no request log is read */
    public TraceRoutes(Optional<Tracer> tracer) {
        this.tracer = tracer;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route().GET("/trace/{id}", this::trace).build();
    }

    private Mono<ServerResponse> trace(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!ID.matcher(id).matches()) {
            throw ApiException.invalidField(
                    "id", id, "8 to 64 letters, digits, - and _, as in the header X-Request-Id");
        }
        Tracer found = tracer.orElseThrow(
                () -> ApiException.notFound("request %s: requests are not traced on this platform".formatted(id)));
        if (!searches.tryAcquire()) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too_many_searches",
                    "%d requests are being looked for already; ask again in a moment".formatted(MAX_SEARCHES));
        }
        return found.find(id).doFinally(signal -> searches.release()).flatMap(traces -> answer(id, traces, request));
    }

    private static Mono<ServerResponse> answer(String id, List<Trace> traces, ServerRequest request) {
        if (traces.isEmpty()) {
            throw ApiException.notFound(
                    "request %s: not found among the newest requests, of which 128 MB are kept".formatted(id));
        }
        boolean asText = request.headers().accept().stream()
                .findFirst()
                .filter(MediaType.TEXT_PLAIN::equalsTypeAndSubtype)
                .isPresent();
        return asText
                ? ServerResponse.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .bodyValue(TraceDocuments.text(traces))
                : ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new Traces(
                                id, traces.stream().map(RequestDocument::of).toList()));
    }
}
