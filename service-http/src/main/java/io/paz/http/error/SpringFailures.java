package io.paz.http.error;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** The answers to failures that Spring finds itself: no such route, wrong method, wrong media type, no body. */
final class SpringFailures {

    private static final Map<Integer, String> CODES = Map.of(
            404, "not_found",
            405, "method_not_allowed",
            406, "not_acceptable",
            413, "body_too_large",
            415, "unsupported_media_type");

    private SpringFailures() {}

    static @Nullable ApiException translate(Throwable failure, ServerHttpRequest request) {
        if (isTooLarge(failure)) {
            return new ApiException(
                    HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "body: too large (expected: at most 1 MiB)");
        }
        if (failure instanceof MethodNotAllowedException wrongMethod) {
            return methodNotAllowed(wrongMethod, request);
        }
        if (failure instanceof UnsupportedMediaTypeStatusException) {
            return unsupportedMediaType(request);
        }
        if (failure instanceof MissingRequestValueException missing) {
            return new ApiException(
                    HttpStatus.BAD_REQUEST, "invalid_request", "%s: value is missing".formatted(missing.getName()));
        }
        if (failure instanceof ServerWebInputException input) {
            return new ApiException(HttpStatus.BAD_REQUEST, "invalid_request", reason(input));
        }
        return failure instanceof ResponseStatusException status ? other(status, request) : null;
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof DataBufferLimitException || failure.getCause() instanceof DataBufferLimitException;
    }

    private static ApiException methodNotAllowed(MethodNotAllowedException failure, ServerHttpRequest request) {
        String allowed = failure.getSupportedMethods().stream()
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", "));
        String message = "%s %s: method not allowed (expected: %s)"
                .formatted(request.getMethod(), request.getURI().getRawPath(), allowed);
        return new ApiException(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", message)
                .withHeader("Allow", allowed);
    }

    private static ApiException unsupportedMediaType(ServerHttpRequest request) {
        String given = request.getHeaders().getFirst("Content-Type");
        return new ApiException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Content-Type: value %s (expected: application/json)".formatted(given == null ? "absent" : given));
    }

    private static String reason(ServerWebInputException failure) {
        boolean missing = String.valueOf(failure.getReason()).startsWith("No request body");
        return missing ? "body: missing (expected: a JSON object)" : "request: " + failure.getReason();
    }

    private static ApiException other(ResponseStatusException failure, ServerHttpRequest request) {
        int status = failure.getStatusCode().value();
        String message = status == 404
                ? "%s %s: no such route (GET /openapi.yaml lists them)"
                        .formatted(request.getMethod(), request.getURI().getRawPath())
                : String.valueOf(failure.getReason());
        return new ApiException(failure.getStatusCode(), CODES.getOrDefault(status, "refused"), message);
    }
}
