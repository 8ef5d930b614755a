package io.paz.orchestrator.web;

import io.paz.client.PassThrough;
import io.paz.client.RemoteUnavailable;
import io.paz.orchestrator.behind.Forwarder;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.observe.Observers;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Requests that the directory or the scheduler answers, and what follows here from each. */
final class PassedOn {

    private final Forwarder forwarder;
    private final PassThrough directory;
    private final PassThrough scheduler;
    private final Observers observers;
    private final LiveCluster live;

    PassedOn(Forwarder forwarder, PassThrough directory, PassThrough scheduler, Observers observers, LiveCluster live) {
        this.forwarder = forwarder;
        this.directory = directory;
        this.scheduler = scheduler;
        this.observers = observers;
        this.live = live;
    }

    Mono<Void> readDirectory(
            ServerWebExchange exchange, String path, Function<RemoteUnavailable, Mono<Void>> otherwise) {
        return forwarder.forward(exchange, directory, path).onErrorResume(RemoteUnavailable.class, otherwise);
    }

    Mono<Void> readScheduler(
            ServerWebExchange exchange, String path, Function<RemoteUnavailable, Mono<Void>> otherwise) {
        return forwarder.forward(exchange, scheduler, path).onErrorResume(RemoteUnavailable.class, otherwise);
    }

    Mono<Void> toScheduler(ServerWebExchange exchange) {
        return forwarder.forward(exchange, scheduler).doFinally(end -> observers.somethingWasAsked());
    }

    Mono<Void> toScheduler(ServerWebExchange exchange, String path) {
        return forwarder.forward(exchange, scheduler, path);
    }

    /** A change of a service at the scheduler, kept out of the stream when the caller says {@code noEmit=true}. */
    Mono<Void> changeAtScheduler(ServerWebExchange exchange, String service) {
        return quietlyIfAsked(exchange, service, forwarder.forward(exchange, scheduler));
    }

    /** A change of a service in the directory, kept out of the stream when the caller says {@code noEmit=true}. */
    Mono<Void> changeInDirectory(ServerWebExchange exchange, String service, String path) {
        return quietlyIfAsked(exchange, service, forwarder.forward(exchange, directory, path));
    }

    static boolean isQuiet(ServerWebExchange exchange) {
        return "true".equals(exchange.getRequest().getQueryParams().getFirst("noEmit"));
    }

    private Mono<Void> quietlyIfAsked(ServerWebExchange exchange, String service, Mono<Void> change) {
        if (!isQuiet(exchange)) {
            return change.doFinally(end -> observers.somethingWasAsked());
        }
        return Mono.usingWhen(
                Mono.fromCallable(() -> {
                    live.mute(service);
                    return service;
                }),
                muted -> change,
                muted -> observers.servicesAreRead().doFinally(end -> live.unmute(muted)));
    }
}
