package io.paz.orchestrator.live;

import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A client of the stream with its bounded queue of messages. When the queue is full, the client is disconnected,
 * since a message that is left out would be a gap.
 */
public final class Listener {

    private final Sinks.Many<Message> messages;
    private final Sinks.Empty<Void> cutOff = Sinks.empty();

    Listener(int capacity) {
        messages = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(capacity));
    }

    /** Returns whether there was room. Called by one thread at a time. */
    boolean offer(Message message) {
        boolean taken = messages.tryEmitNext(message).isSuccess();
        if (!taken) {
            cutOff.tryEmitEmpty();
        }
        return taken;
    }

    /** Queued and future messages; may be subscribed to once. */
    public Flux<Message> messages() {
        return messages.asFlux();
    }

    /** Ends when the client was too slow. */
    public Mono<Void> cutOff() {
        return cutOff.asMono();
    }
}
