package io.paz.orchestrator.proxy;

import io.paz.client.PassThrough;
import io.paz.client.RemoteUnavailableException;
import io.paz.http.access.Actor;
import io.paz.http.audit.AuditFilter;
import io.paz.http.error.ApiException;
import io.paz.http.limit.RequestLimitFilter;
import io.paz.orchestrator.cluster.SourceStatus;
import io.paz.orchestrator.live.LiveCluster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a request with what an upstream component answers, unchanged and as it comes, so that what streams there streams here. A
 * read that is not answered within 2 s fails; a change may take as long as it takes, while the part is known to live.
 */
public final class Forwarder {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final int MAX_CHECKS = 3;
    private static final Set<String> REQUEST_HEADERS =
            Set.of("accept", "content-type", "idempotency-key", "if-match", "if-none-match", "last-event-id", "range");
    private static final Set<String> DELIVERY_HEADERS = Set.of(
            "accept",
            "authorization",
            "content-type",
            "idempotency-key",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp",
            "x-forgejo-event",
            "x-forgejo-signature",
            "x-gitea-event",
            "x-gitea-signature",
            "x-github-event",
            "x-gitlab-token",
            "x-hub-signature-256");
    private static final Set<String> OWN_RESPONSE_HEADERS = Set.of(
            "connection", "content-length", "date", "keep-alive", "transfer-encoding", "x-api-uuid", "x-api-version");

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final LiveCluster cluster;

    public Forwarder(LiveCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Forwards a delivery to a hook with the headers that prove it. Anybody may send one, so it never gets this program's own token on its way.
     */
    public Mono<Void> deliver(ServerWebExchange exchange, PassThrough part) {
        HttpHeaders headers = passedOn(exchange.getRequest().getHeaders(), DELIVERY_HEADERS);
        if (headers.getFirst(HttpHeaders.AUTHORIZATION) == null) {
            headers.set(HttpHeaders.AUTHORIZATION, "none");
        }
        headers.set(FORWARDED_FOR, clientOf(exchange.getRequest()));
        AuditFilter.leaveToNextService(exchange);
        return forward(exchange, part, exchange.getRequest().getURI().getRawPath(), headers);
    }

    /** As the proxies in front have it, and the one that connected. */
    private static String clientOf(ServerHttpRequest request) {
        return Stream.concat(
                        request.getHeaders().getOrEmpty(FORWARDED_FOR).stream(),
                        Stream.ofNullable(request.getRemoteAddress())
                                .map(InetSocketAddress::getAddress)
                                .filter(Objects::nonNull)
                                .map(InetAddress::getHostAddress))
                .collect(Collectors.joining(", "));
    }

    /** Forwards the request with path, query and body unchanged, and names who sent it. */
    public Mono<Void> forward(ServerWebExchange exchange, PassThrough part) {
        return forward(exchange, part, exchange.getRequest().getURI().getRawPath());
    }

    /** @param path of the route at the part, encoded */
    public Mono<Void> forward(ServerWebExchange exchange, PassThrough part, String path) {
        HttpHeaders headers = passedOn(exchange.getRequest().getHeaders(), REQUEST_HEADERS);
        headers.set(Actor.HEADER, Actor.of(exchange).headerValue());
        return forward(exchange, part, path, headers);
    }

    private Mono<Void> forward(ServerWebExchange exchange, PassThrough part, String path, HttpHeaders headers) {
        String query = exchange.getRequest().getURI().getRawQuery();
        HttpMethod method = exchange.getRequest().getMethod();
        PassThrough.Request request = new PassThrough.Request(
                method,
                query == null ? path : path + "?" + query,
                headers,
                limited(exchange.getRequest().getBody()));
        boolean quick = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        Mono<Void> answered = quick && !asksForAStream(request.headers())
                ? part.exchange(request, response -> answer(exchange.getResponse(), part, response))
                : part.exchange(request, lost(part), response -> answer(exchange.getResponse(), part, response));
        return answered.onErrorMap(RemoteUnavailableException.class, Forwarder::reasonOf);
    }

    /** A body that does not announce its length is cut off here: the part would break the connection, as if it were down. */
    private static Flux<DataBuffer> limited(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            AtomicLong size = new AtomicLong();
            return body.handle((buffer, sink) -> {
                if (size.addAndGet(buffer.readableByteCount()) > RequestLimitFilter.BODY) {
                    DataBufferUtils.release(buffer);
                    sink.error(new DataBufferLimitException("body: more than " + RequestLimitFilter.BODY + " bytes"));
                } else {
                    sink.next(buffer);
                }
            });
        });
    }

    /** A call that the request itself ended says nothing of the part. */
    private static Throwable reasonOf(RemoteUnavailableException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return cause;
            }
        }
        return failure;
    }

    private static boolean asksForAStream(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.ACCEPT).stream().anyMatch(type -> type.contains("event-stream"));
    }

    /** Ends when the part has not answered its other callers for a while. */
    private Mono<Void> lost(PassThrough part) {
        return Flux.interval(CHECK_INTERVAL)
                .filter(look -> look >= MAX_CHECKS - 1 && isDown(part))
                .next()
                .then();
    }

    private boolean isDown(PassThrough part) {
        SourceStatus status = cluster.snapshot().sources().get(part.name());
        return status != null && !status.up();
    }

    /** The token is this program's own, and not the caller's: 401 would ask the caller to sign in again, in vain. */
    private static ApiException unauthorized(PassThrough part) {
        return new ApiException(
                HttpStatus.BAD_GATEWAY,
                "refused",
                "%s answered 401: it does not accept the orchestrator's token (expected: both read the same token file)"
                        .formatted(part.name()));
    }

    private static HttpHeaders passedOn(HttpHeaders headers, Set<String> names) {
        HttpHeaders kept = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (names.contains(name.toLowerCase(Locale.ROOT))) {
                kept.addAll(name, values);
            }
        });
        return kept;
    }

    private static Mono<Void> answer(ServerHttpResponse response, PassThrough part, ClientResponse answer) {
        if (answer.statusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            return answer.releaseBody().then(Mono.error(unauthorized(part)));
        }
        response.setStatusCode(answer.statusCode());
        answer.headers().asHttpHeaders().forEach((name, values) -> {
            if (!OWN_RESPONSE_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                response.getHeaders().put(name, List.copyOf(values));
            }
        });
        return response.writeAndFlushWith(answer.bodyToFlux(DataBuffer.class).map(Flux::just));
    }
}
