package io.paz.host.web;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Notes a trailing slash before it is taken from the path: to fleet, such a path is another one. */
public final class TrailingSlashMark implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().endsWith("/")) {
            exchange.getAttributes().put(FleetRoutes.TRAILING_SLASH, true);
        }
        return chain.filter(exchange);
    }
}
