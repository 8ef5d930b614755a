package io.paz.http.limit;

import io.paz.http.error.ApiException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses too large a body by its announced length, and too large headers. */
public final class RequestLimitFilter implements WebFilter {

    /** Bytes of a body. A body that does not announce its length is cut off here while it is read. */
    public static final int BODY = 1024 * 1024;

    /** Bytes of all headers together. */
    public static final int HEADERS = 16 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (sizeOf(headers) > HEADERS) {
            return Mono.error(new ApiException(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "headers_too_large",
                    "headers: too large (expected: at most %d bytes together)".formatted(HEADERS)));
        }
        if (headers.getContentLength() > BODY) {
            return Mono.error(new ApiException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body_too_large",
                    "body: %d bytes (expected: at most %d)".formatted(headers.getContentLength(), BODY)));
        }
        return chain.filter(exchange);
    }

    private static int sizeOf(HttpHeaders headers) {
        int size = 0;
        for (Map.Entry<String, List<String>> header : headers.headerSet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length() + ": \r\n".length();
            }
        }
        return size;
    }
}
