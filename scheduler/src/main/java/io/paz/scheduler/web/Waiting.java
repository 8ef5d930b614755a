package io.paz.scheduler.web;

import io.paz.scheduler.web.progress.ProgressFormat;
import io.paz.scheduler.web.progress.ProgressReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * How a client waits: not at all, until the end for one answer, or with each step as it happens.
 *
 * @param untilEnd for one answer, or with each step
 * @param steps format of the steps; empty for one answer
 */
record Waiting(boolean untilEnd, Optional<ProgressFormat> steps, ServerHttpResponse response) {

    /** Reads the parameter {@code wait}, and what the client accepts. */
    static Waiting of(ServerWebExchange exchange) {
        List<String> wait = exchange.getRequest().getQueryParams().get("wait");
        boolean untilEnd = Parameters.flag("wait", wait == null ? null : String.join(",", wait));
        Optional<ProgressFormat> format =
                ProgressFormat.wanted(exchange.getRequest().getHeaders().getAccept());
        return new Waiting(untilEnd, untilEnd ? format : Optional.empty(), exchange.getResponse());
    }

    /**
     * Shows each step until the end. It writes the response itself, so that nothing is left to return.
     *
     * @param look reads how the work stands now; may block
     */
    <T> Mono<T> follow(Callable<ProgressReport> look) {
        return ProgressStream.write(response, steps.orElseThrow(), look).then(Mono.empty());
    }
}
