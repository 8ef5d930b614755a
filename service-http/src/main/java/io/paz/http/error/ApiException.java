package io.paz.http.error;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** A failure with the status, the code and the message that the caller is answered with. */
public final class ApiException extends RuntimeException {

    private static final int MAX_QUOTED_LENGTH = 100;

    private final HttpStatusCode status;
    private final String code;
    private final HttpHeaders headers = new HttpHeaders();

    /**
     * @param code short and stable, for programs
     * @param message for people: field, value, what was expected, what to do
     */
    public ApiException(HttpStatusCode status, String code, String message) {
        this(status, code, message, null);
    }

    public ApiException(HttpStatusCode status, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    /** 400 for a field whose value is not what was expected. */
    public static ApiException invalidField(String field, @Nullable String value, String expected) {
        String message = "%s: value %s (expected: %s)".formatted(field, shortened(String.valueOf(value)), expected);
        return new ApiException(HttpStatus.BAD_REQUEST, "invalid_field", message);
    }

    private static String shortened(String value) {
        int end = value.offsetByCodePoints(0, Math.min(MAX_QUOTED_LENGTH, value.codePointCount(0, value.length())));
        return end == value.length()
                ? value
                : value.substring(0, end) + "... (%d characters)".formatted(value.length());
    }

    public static ApiException notFound(String message) {
        return new ApiException(HttpStatus.NOT_FOUND, "not_found", message);
    }

    public static ApiException conflict(String code, String message) {
        return new ApiException(HttpStatus.CONFLICT, code, message);
    }

    /** 503 for an upstream component that does not answer; the message names it. */
    public static ApiException unavailable(String message, Throwable cause) {
        return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", message, cause);
    }

    public ApiException withHeader(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public HttpStatusCode status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Headers that the answer carries besides. */
    public HttpHeaders headers() {
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    /** The message; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
