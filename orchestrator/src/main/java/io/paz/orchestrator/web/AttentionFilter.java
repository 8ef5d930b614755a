package io.paz.orchestrator.web;

import io.paz.orchestrator.observe.Observers;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Has the cluster read often while somebody asks for what was read, and answers the first request only once it has been read anew. */
final class AttentionFilter implements WebFilter {

    private static final List<PathPattern> READ_FROM_CLUSTER = Stream.of("/cluster/**", "/socket/**", "/services/**")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private final Observers observers;

    AttentionFilter(Observers observers) {
        this.observers = observers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        return READ_FROM_CLUSTER.stream().anyMatch(route -> route.matches(path))
                ? observers.requested().then(Mono.defer(() -> chain.filter(exchange)))
                : chain.filter(exchange);
    }
}
