package io.paz.orchestrator.repeat;

import io.paz.task.FailureReport;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Runs an asynchronous operation again and again. A failure that it does not handle itself is reported and does not end the repetition. */
public final class Repetition {

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final FailureReport report;
    private final Supplier<Mono<Void>> operation;
    private final Duration pause;
    private final Duration pauseAfterFailure;

    private Repetition(String name, Supplier<Mono<Void>> operation, Duration pause, Duration pauseAfterFailure) {
        this.report = new FailureReport(name);
        this.operation = operation;
        this.pause = pause;
        this.pauseAfterFailure = pauseAfterFailure;
    }

    /** Starts a repetition with a pause after each run. */
    public static Disposable start(String name, Duration pause, Supplier<Mono<Void>> operation) {
        return new Repetition(name, operation, pause, pause).start();
    }

    /** Starts a repetition whose operation makes its own pauses. */
    public static Disposable start(String name, Supplier<Mono<Void>> operation) {
        return new Repetition(name, operation, Duration.ZERO, RETRY_DELAY).start();
    }

    private Disposable start() {
        return Mono.defer(this::once).repeat().subscribe();
    }

    private Mono<Void> once() {
        return Mono.defer(operation)
                .then(Mono.fromCallable(() -> {
                    report.succeeded();
                    return pause;
                }))
                .onErrorResume(failure -> {
                    report.failed(failure, "next attempt in " + pauseAfterFailure.toMillis() + " ms");
                    return Mono.just(pauseAfterFailure);
                })
                .flatMap(rest -> rest.isZero() ? Mono.empty() : Mono.delay(rest).then());
    }
}
