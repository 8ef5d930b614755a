package io.paz.http.id;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Assigns every request its id, adds id and API version to the response, and logs it in one line. */
public final class RequestIdFilter implements WebFilter {

    /** Version of the HTTP APIs, sent as {@code x-api-version}. */
    public static final String API_VERSION = "1.0.0";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");

    private static final Logger log = LoggerFactory.getLogger(RequestIdFilter.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long start = System.nanoTime();
        RequestId id = RequestId.takenOver(exchange.getRequest().getHeaders().getFirst(RequestId.HEADER));
        id.attachTo(exchange);
        exchange.getResponse().getHeaders().set("x-api-version", API_VERSION);
        exchange.getResponse().getHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> logAnswer(exchange, id, start)));
        return chain.filter(exchange).contextWrite(context -> context.put(RequestId.CONTEXT_KEY, id.value()));
    }

    private static void logAnswer(ServerWebExchange exchange, RequestId id, long start) {
        ServerHttpRequest request = exchange.getRequest();
        HttpStatusCode status =
                Objects.requireNonNullElse(exchange.getResponse().getStatusCode(), HttpStatus.OK);
        log.atLevel(level(request, status))
                .log(
                        "{} {} {} {} {} ms",
                        id,
                        request.getMethod(),
                        withoutSecret(request.getPath()),
                        status.value(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /** Hooks of registries that sign nothing carry their secret, an HMAC-SHA256, in the path. */
    public static String withoutSecret(PathContainer path) {
        return path.elements().stream().map(RequestIdFilter::shown).collect(Collectors.joining());
    }

    private static String shown(PathContainer.Element element) {
        boolean isSecret = element instanceof PathContainer.PathSegment segment
                && SECRET.matcher(segment.valueToMatch()).find();
        return isSecret ? "***" : element.value();
    }

    /** Writes and failures are logged; pages and probes that only read come many times a second. */
    private static Level level(ServerHttpRequest request, HttpStatusCode status) {
        return READS.contains(request.getMethod()) && !status.isError() ? Level.DEBUG : Level.INFO;
    }
}
