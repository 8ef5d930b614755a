package io.paz.http.error;

import io.paz.http.id.RequestId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failure. What nobody expected is logged with the request's id and answered without any of its details. */
public final class FailureHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    private final List<FailureTranslator> translators;
    private final ErrorBody body;
    private final JsonMapper json;

    public FailureHandler(List<FailureTranslator> translators, ErrorBody body, JsonMapper json) {
        this.translators = List.copyOf(translators);
        this.body = body;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        ApiException answer = answerTo(failure, exchange);
        response.setStatusCode(answer.status());
        response.getHeaders().putAll(answer.headers());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        byte[] document = json.writeValueAsBytes(body.of(answer, RequestId.of(exchange)));
        DataBuffer buffer = response.bufferFactory().wrap(document);
        return response.writeWith(Mono.just(buffer));
    }

    private ApiException answerTo(Throwable failure, ServerWebExchange exchange) {
        ApiException known = known(failure, exchange);
        return known == null ? unexpected(failure, RequestId.of(exchange)) : known;
    }

    private @Nullable ApiException known(Throwable failure, ServerWebExchange exchange) {
        if (failure instanceof ApiException answer) {
            return answer;
        }
        return translators.stream()
                .map(translator -> translator.translate(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> SpringFailures.translate(failure, exchange.getRequest()));
    }

    private static ApiException unexpected(Throwable failure, RequestId request) {
        log.error("{} failed unexpectedly", request, failure);
        return new ApiException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "the service failed unexpectedly; its log has the details under the id %s".formatted(request));
    }
}
