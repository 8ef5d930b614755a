package io.paz.http.access;

import io.paz.http.error.ApiException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends answers that go on when the credential of their request is revoked, or expires. */
public final class AccessWatch implements WebFilter {

    /** So long after its credential's end an answer may go on. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private final AccessPolicy policy;
    private final PathPattern ownEnd;

    /** @param ownEnd route whose handler waits for {@link #endOf} itself */
    public AccessWatch(AccessPolicy policy, String ownEnd) {
        this.policy = policy;
        this.ownEnd = PathPatternParser.defaultInstance.parse(ownEnd);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> answer = chain.filter(exchange);
        return ownEnd.matches(exchange.getRequest().getPath().pathWithinApplication())
                ? answer
                : Mono.firstWithSignal(answer, endOf(exchange.getRequest()).then(Mono.error(AccessWatch::ended)));
    }

    /** Ends when the request's credential is not accepted any more. */
    public Mono<Void> endOf(ServerHttpRequest request) {
        return Flux.interval(CHECK_INTERVAL)
                .filter(check -> !policy.stillAllows(request))
                .next()
                .then();
    }

    private static ApiException ended() {
        return new ApiException(
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                "the credential of this request was revoked or expired while it was answered");
    }
}
