package io.paz.orchestrator.observe;

import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.repeat.Repetition;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Reads one source again and again, one reading at a time, and tells the cluster what it saw. A source that takes long is read
 * less often: reading it takes at most a quarter of the time.
 */
public final class Poller implements AutoCloseable {

    private static final int SHARE = 3;

    private final Sources sources;
    private final String source;
    private final Flux<Observation> reading;
    private final Supplier<Duration> pause;
    private final LiveCluster cluster;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<Long> ended = Sinks.many().multicast().directBestEffort();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private @Nullable Disposable loop;

    /**
     * @param source whose reading it is
     * @param reading empty when there is nothing new; what was seen before a failure counts
     * @param pause before the next reading
     */
    public Poller(
            Sources sources, String source, Flux<Observation> reading, Supplier<Duration> pause, LiveCluster cluster) {
        this.sources = sources;
        this.source = source;
        this.reading = reading;
        this.pause = pause;
        this.cluster = cluster;
    }

    public Poller start() {
        loop = Repetition.start("reading of " + source, this::once);
        return this;
    }

    /** Has the source read as soon as it can be. */
    public void nudge() {
        nudged.set(true);
        nudges.tryEmitNext(true);
    }

    /** Ends when a reading has ended that began after this was asked for, whether it succeeded or not. */
    public Mono<Void> nextReading() {
        return Mono.defer(() -> {
            long next = begun.get() + 1;
            Mono<Void> read =
                    ended.asFlux().filter(number -> number >= next).next().then();
            return Mono.firstWithSignal(read, Mono.fromRunnable(this::nudge).then(Mono.never()));
        });
    }

    private Mono<Void> once() {
        nudged.set(false);
        long number = begun.incrementAndGet();
        long begin = System.nanoTime();
        return reading.doOnNext(cluster::observe)
                .then()
                .doOnSuccess(done -> sources.answered(source))
                .onErrorResume(failure -> Mono.fromRunnable(() -> sources.silent(source, failure)))
                .doFinally(end -> ended.tryEmitNext(number))
                .then(Mono.defer(() -> rest(Duration.ofNanos(System.nanoTime() - begin))));
    }

    private Mono<Void> rest(Duration taken) {
        Duration usual = pause.get();
        Duration fair = taken.multipliedBy(SHARE);
        Mono<Void> rested = Mono.delay(usual.compareTo(fair) > 0 ? usual : fair).then();
        Mono<Void> woken = nudges.asFlux().next().then();
        // Both are listened to before the flag is read, so that no nudge falls between the two.
        return Mono.firstWithSignal(woken, rested, Mono.defer(() -> nudged.get() ? Mono.empty() : Mono.never()));
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.dispose();
        }
    }
}
