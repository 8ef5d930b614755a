package io.paz.http.error;

import io.paz.http.id.RequestId;
import io.paz.http.id.RequestIdFilter;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests whose address is none, such as {@code /services/%zz}: Spring refuses them before it has a request, with a
 * status and nothing else.
 */
public final class UnreadableRequests implements NettyServerCustomizer {

    private static final Logger log = LoggerFactory.getLogger(UnreadableRequests.class);
    private static final int SHOWN = 100;

    private final ErrorBody body;
    private final JsonMapper json;

    public UnreadableRequests(ErrorBody body, JsonMapper json) {
        this.body = body;
        this.json = json;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.mapHandle(this::answerIfRefused);
    }

    /** Spring handles what it accepts later, when it is subscribed to: a status that is set now is a refusal. */
    private Mono<Void> answerIfRefused(Mono<Void> handled, Connection connection) {
        boolean refused = connection instanceof HttpServerRequest
                && connection instanceof HttpServerResponse response
                && response.status().code() == HttpStatus.BAD_REQUEST.value();
        return refused
                ? handled.then(Mono.from(answer((HttpServerRequest) connection, (HttpServerResponse) connection)))
                : handled;
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        RequestId id = RequestId.takenOver(request.requestHeaders().get(RequestId.HEADER));
        String uri =
                request.uri().length() <= SHOWN ? request.uri() : request.uri().substring(0, SHOWN) + "...";
        log.info("{} {} request refused: its address is not valid", id, request.method());
        ApiException failure = new ApiException(
                HttpStatus.BAD_REQUEST,
                "invalid_request",
                "address: value %s (expected: a path and query with valid percent encoding)".formatted(uri));
        byte[] document = json.writeValueAsBytes(body.of(failure, id));
        response.header("Content-Type", "application/json")
                .header("Content-Length", String.valueOf(document.length))
                .header("x-api-version", RequestIdFilter.API_VERSION)
                .header("X-Content-Type-Options", "nosniff")
                .header(RequestId.HEADER, id.value());
        return request.method().name().equals("HEAD")
                ? response.sendHeaders().then()
                : response.sendByteArray(Mono.just(document)).then();
    }
}
