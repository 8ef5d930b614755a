package io.paz.http.access;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Asks the policy before any route is looked for, and keeps the actor that it names. A service that calls for somebody else names
 * them in {@link Actor#HEADER}, which is believed from a service only.
 */
public final class AccessFilter implements WebFilter {

    private final AccessPolicy policy;

    public AccessFilter(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Actor caller = policy.check(exchange.getRequest());
        actorFor(caller, exchange.getRequest()).attachTo(exchange);
        return chain.filter(exchange);
    }

    private static Actor actorFor(Actor caller, ServerHttpRequest request) {
        return caller.kind() == Actor.Kind.SERVICE
                ? Actor.parse(request.getHeaders().getFirst(Actor.HEADER)).orElse(caller)
                : caller;
    }
}
