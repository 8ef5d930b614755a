package io.paz.orchestrator.live;

import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One client of the stream: the messages that wait for it, a bounded number. When there is no room for one more it is cut off,
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

    /** What waits and what will come; to be read once. */
    public Flux<Message> messages() {
        return messages.asFlux();
    }

    /** Ends when the client was too slow. */
    public Mono<Void> cutOff() {
        return cutOff.asMono();
    }
}
