package io.paz.orchestrator.web;

import io.paz.orchestrator.observe.Observers;
import java.util.regex.Pattern;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Has the cluster read often while somebody asks for what was read, and answers the first request only once it has been read anew. */
final class AttentionFilter implements WebFilter {

    private static final Pattern READ_FROM_CLUSTER = Pattern.compile("/(cluster|socket|services)(/.*)?");

    private final Observers observers;

    AttentionFilter(Observers observers) {
        this.observers = observers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return READ_FROM_CLUSTER.matcher(path).matches()
                ? observers.requested().then(Mono.defer(() -> chain.filter(exchange)))
                : chain.filter(exchange);
    }
}
