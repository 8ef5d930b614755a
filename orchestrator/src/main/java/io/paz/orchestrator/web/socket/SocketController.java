package io.paz.orchestrator.web.socket;

import io.netty.channel.ChannelFuture;
import io.paz.http.access.AccessWatch;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.live.Listener;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.live.LiveCluster.Joined;
import io.paz.orchestrator.live.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;

/** Streams to each client the server's version, a snapshot or the missed changes, then every change. */
@RestController
final class SocketController {

    private static final CloseStatus TOO_SLOW = CloseStatus.SERVICE_OVERLOAD.withReason("too slow; come back");
    private static final CloseStatus SIGNED_OUT =
            CloseStatus.POLICY_VIOLATION.withReason("signed out, revoked or expired");
    private static final Duration TIME_TO_SAY_GOODBYE = Duration.ofSeconds(1);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final WebSocketService sockets;
    private final LiveCluster cluster;
    private final OriginRule origins;
    private final Message hello;
    private final AccessWatch access;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    SocketController(
            WebSocketService sockets, LiveCluster cluster, OriginRule origins, Hello hello, AccessWatch access) {
        this.sockets = sockets;
        this.cluster = cluster;
        this.origins = origins;
        this.hello = hello.message();
        this.access = access;
    }

    /** The first message of the stream. */
    record Hello(Message message) {}

    /** A stream never ends by itself, and the server waits for what is open when it stops. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.tryEmitEmpty();
    }

    @GetMapping("/socket")
    Mono<Void> open(ServerWebExchange exchange, @RequestParam(required = false) @Nullable String since) {
        origins.check(exchange.getRequest().getHeaders());
        Long last = sequence(since);
        Runnable hangUp = () -> hangUp(exchange.getRequest());
        Mono<Void> revoked = access.endOf(exchange.getRequest());
        return taken(exchange).then(sockets.handleRequest(exchange, session -> serve(session, last, revoked, hangUp)));
    }

    /**
     * Once the request is here to its end. The server gives up a connection whose request takes too long, and does not see
     * the end of one that it upgraded before.
     */
    private static Mono<Void> taken(ServerWebExchange exchange) {
        return exchange.getRequest().getBody().map(DataBufferUtils::release).then();
    }

    private static @Nullable Long sequence(@Nullable String since) {
        if (since == null) {
            return null;
        }
        if (!NUMBER.matcher(since).matches()) {
            throw ApiException.invalidField("since", since, "the number of the last message that was taken in");
        }
        return Long.valueOf(since);
    }

    private Mono<Void> serve(WebSocketSession session, @Nullable Long since, Mono<Void> revoked, Runnable hangUp) {
        return Mono.defer(() -> {
            Joined joined = cluster.join(since);
            Listener listener = joined.listener();
            Flux<Message> all = Flux.concat(Mono.just(hello), Flux.fromIterable(joined.first()), listener.messages());
            Mono<Void> sent = session.send(all.map(message -> text(session, message)));
            return Mono.firstWithSignal(sent, ended(session, listener, revoked, hangUp))
                    .doFinally(end -> cluster.leave(listener));
        });
    }

    /**
     * Ends when the client left, or was taken leave of. Closing ends what is received before the close frame is written:
     * taken for a client that left, it would cut the connection without the frame.
     */
    private Mono<Void> ended(WebSocketSession session, Listener listener, Mono<Void> revoked, Runnable hangUp) {
        AtomicBoolean closing = new AtomicBoolean();
        Mono<Void> left = session.receive().then(Mono.defer(() -> closing.get() ? Mono.never() : Mono.empty()));
        Mono<CloseStatus> reason = Mono.firstWithSignal(
                listener.cutOff().thenReturn(TOO_SLOW),
                stopping.asMono().thenReturn(CloseStatus.GOING_AWAY),
                revoked.thenReturn(SIGNED_OUT));
        Mono<Void> closed = reason.doOnNext(why -> closing.set(true)).flatMap(why -> goodbye(session, why, hangUp));
        return Mono.firstWithSignal(left, closed);
    }

    /** The bytes are shared by all clients. */
    private static WebSocketMessage text(WebSocketSession session, Message message) {
        return new WebSocketMessage(
                WebSocketMessage.Type.TEXT, session.bufferFactory().wrap(message.bytes()));
    }

    /** A client that does not read does not receive a close frame either. */
    private static Mono<Void> goodbye(WebSocketSession session, CloseStatus why, Runnable hangUp) {
        return session.close(why).timeout(TIME_TO_SAY_GOODBYE).onErrorComplete().doFinally(end -> hangUp.run());
    }

    private static void hangUp(ServerHttpRequest request) {
        HttpServerRequest connection = ServerHttpRequestDecorator.getNativeRequest(request);
        connection.withConnection(used -> {
            ChannelFuture unused = used.channel().close();
        });
    }
}
