package io.paz.orchestrator.access;

import io.paz.http.error.ApiException;
import java.util.Set;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Hides from the internet what is for the machine alone: HAProxy marks what comes to the platform's own domain. Decided by the matched
 * route, so that no spelling of a path gets by; a route that is in no table is hidden too.
 */
public final class PublicEntrance implements WebFilter {

    private static final String HEADER = "X-Paz-Entrance";

    /** Health and metrics are for who watches the platform from within; their texts name its parts. */
    private static final Set<String> HIDDEN = Set.of("GET /health", "GET /metrics");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean isPublic = exchange.getRequest().getHeaders().containsHeader(HEADER);
        return isPublic && !CorsUtils.isPreFlightRequest(exchange.getRequest()) && !isReachable(exchange)
                ? Mono.error(ApiException.notFound("path: nothing is there (expected: a route that is reachable from"
                        + " outside, see docs/https.md)"))
                : chain.filter(exchange);
    }

    private static boolean isReachable(ServerWebExchange exchange) {
        return RoutePermissions.of(exchange.getRequest())
                .filter(PublicEntrance::isReachable)
                .isPresent();
    }

    /** Whether a route answers at the platform's own domain. */
    static boolean isReachable(RouteRule rule) {
        return rule.permission() != Permission.ADMINISTRATOR_TOKEN && !HIDDEN.contains(rule.route());
    }
}
