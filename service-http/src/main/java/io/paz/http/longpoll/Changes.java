package io.paz.http.longpoll;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Wakes the callers that wait for another answer. Safe for several threads; a signal costs little where nobody waits. */
public final class Changes {

    private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();

    /** To be called after every change of the answer. */
    public synchronized void signal() {
        signals.tryEmitNext(true);
    }

    /** Ends all waits, and lets nobody wait any more: a service that closes waits for the requests that it has. */
    public synchronized void end() {
        signals.tryEmitComplete();
    }

    /** Emits at least once after every signal; several that come at once are one. */
    Flux<Boolean> signals() {
        return signals.asFlux().onBackpressureLatest();
    }
}
