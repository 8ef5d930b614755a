package io.paz.http.access;

import io.paz.http.error.ApiException;
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
        Actor caller = callerOf(exchange);
        caller.attachTo(exchange);
        if (caller.kind() == Actor.Kind.SERVICE) {
            Actor.parse(exchange.getRequest().getHeaders().getFirst(Actor.HEADER))
                    .ifPresent(sender -> sender.attachForwardedTo(exchange));
        }
        return chain.filter(exchange);
    }

    private Actor callerOf(ServerWebExchange exchange) {
        try {
            return policy.check(exchange.getRequest());
        } catch (ApiException refusal) {
            if (refusal.getCause() instanceof ActorRefusedException known) {
                known.actor().attachTo(exchange);
            }
            throw refusal;
        }
    }
}
