package io.paz.orchestrator.web;

import io.paz.client.PassThrough;
import io.paz.client.RemoteUnavailableException;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.live.OwnWrite;
import io.paz.orchestrator.observe.Observers;
import io.paz.orchestrator.proxy.Forwarder;
import java.util.function.Function;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Requests that the directory or the scheduler answers, and what follows here from each. */
final class PassedOn {

    private final Forwarder forwarder;
    private final PassThrough directory;
    private final PassThrough scheduler;
    private final Observers observers;
    private final LiveCluster live;
    private final QuietWrite quiet;

    PassedOn(
            Forwarder forwarder,
            PassThrough directory,
            PassThrough scheduler,
            Observers observers,
            LiveCluster live,
            JsonMapper json) {
        this.quiet = new QuietWrite(json);
        this.forwarder = forwarder;
        this.directory = directory;
        this.scheduler = scheduler;
        this.observers = observers;
        this.live = live;
    }

    Mono<Void> readDirectory(
            ServerWebExchange exchange, String path, Function<RemoteUnavailableException, Mono<Void>> otherwise) {
        return forwarder.forward(exchange, directory, path).onErrorResume(RemoteUnavailableException.class, otherwise);
    }

    Mono<Void> readScheduler(
            ServerWebExchange exchange, String path, Function<RemoteUnavailableException, Mono<Void>> otherwise) {
        return forwarder.forward(exchange, scheduler, path).onErrorResume(RemoteUnavailableException.class, otherwise);
    }

    Mono<Void> toScheduler(ServerWebExchange exchange) {
        return forwarder.forward(exchange, scheduler).doFinally(end -> observers.refreshNow());
    }

    /** A delivery to a hook. */
    Mono<Void> deliver(ServerWebExchange exchange) {
        return forwarder.deliver(exchange, scheduler).doFinally(end -> observers.refreshNow());
    }

    Mono<Void> toScheduler(ServerWebExchange exchange, String path) {
        return forwarder.forward(exchange, scheduler, path);
    }

    /** The removal of a service, kept out of the stream when the caller says {@code noEmit=true}. */
    Mono<Void> removeAtScheduler(ServerWebExchange exchange, String service) {
        return isQuiet(exchange)
                ? quietly(
                        exchange, service, true, kept -> forwarder.forward(kept, scheduler), answer -> quiet.removal())
                : toScheduler(exchange);
    }

    /** The creation of a service, kept out of the stream when the caller says {@code noEmit=true}. */
    Mono<Void> createInDirectory(ServerWebExchange exchange, String path) {
        return isQuiet(exchange)
                ? Bodies.ofRequest(exchange)
                        .flatMap(body -> quietly(
                                Bodies.withBody(exchange, body),
                                quiet.nameIn(body),
                                false,
                                kept -> forwarder.forward(kept, directory, path),
                                quiet::creation))
                : toDirectory(exchange, path);
    }

    /** A change of a configuration, kept out of the stream when the caller says {@code noEmit=true}. */
    Mono<Void> modifyInDirectory(ServerWebExchange exchange, String service, String path) {
        return isQuiet(exchange)
                ? Bodies.ofRequest(exchange)
                        .flatMap(body -> quietly(
                                Bodies.withBody(exchange, body),
                                service,
                                false,
                                kept -> forwarder.forward(kept, directory, path),
                                answer -> quiet.modification(body, answer)))
                : toDirectory(exchange, path);
    }

    /** A change that may be one of several services. */
    Mono<Void> toDirectory(ServerWebExchange exchange, String path) {
        return forwarder.forward(exchange, directory, path).doFinally(end -> observers.refreshNow());
    }

    static boolean isQuiet(ServerWebExchange exchange) {
        return "true".equals(exchange.getRequest().getQueryParams().getFirst("noEmit"));
    }

    /**
     * @param removalsOnly whether only the removal of the service is held back meanwhile
     * @param own what the write changed, by the body of its answer
     */
    private Mono<Void> quietly(
            ServerWebExchange exchange,
            String service,
            boolean removalsOnly,
            Function<ServerWebExchange, Mono<Void>> write,
            Function<byte[], OwnWrite> own) {
        Bodies.KeptResponse answer = new Bodies.KeptResponse(exchange.getResponse());
        return Mono.usingWhen(
                Mono.fromRunnable(() -> live.hold(service, removalsOnly)).thenReturn(service),
                held -> write.apply(exchange.mutate().response(answer).build()),
                held -> observers.servicesAreRead().doFinally(end -> live.release(held, outcome(answer, own))));
    }

    private static OwnWrite outcome(Bodies.KeptResponse answer, Function<byte[], OwnWrite> own) {
        HttpStatusCode status = answer.getStatusCode();
        return status != null && status.is2xxSuccessful() ? own.apply(answer.body()) : OwnWrite.NOTHING;
    }
}
