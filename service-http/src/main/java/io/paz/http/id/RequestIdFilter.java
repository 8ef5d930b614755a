package io.paz.http.id;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request its id, marks every answer with id and API version, and logs the answer in one line. */
public final class RequestIdFilter implements WebFilter {

    /** Version of the HTTP APIs, sent as {@code x-api-version}. */
    public static final String API_VERSION = "1.0.0";

    private static final Logger log = LoggerFactory.getLogger(RequestIdFilter.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        RequestId id = RequestId.takenOver(exchange.getRequest().getHeaders().getFirst(RequestId.HEADER));
        id.attachTo(exchange);
        exchange.getResponse().getHeaders().set("x-api-version", API_VERSION);
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> logAnswer(exchange, id, start)));
        return chain.filter(exchange).contextWrite(context -> context.put(RequestId.CONTEXT_KEY, id.value()));
    }

    private static void logAnswer(ServerWebExchange exchange, RequestId id, long start) {
        ServerHttpRequest request = exchange.getRequest();
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        log.atLevel(isProbe(request) ? Level.DEBUG : Level.INFO)
                .log(
                        "{} {} {} {} {} ms",
                        id,
                        request.getMethod(),
                        request.getURI().getRawPath(),
                        status == null ? 200 : status.value(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static boolean isProbe(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        return path.equals("/health") || path.equals("/metrics");
    }
}
