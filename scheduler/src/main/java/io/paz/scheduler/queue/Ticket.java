package io.paz.scheduler.queue;

import java.util.concurrent.CompletableFuture;

/**
 * Futures of an accepted deployment or operation.
 *
 * @param accepted what was asked for, as it was accepted
 * @param answerable completes when the one who asked may be answered: when its effect on the engine has begun, when it must wait behind
 *     another one, or when it ended
 * @param ended completes at its end, good or bad
 */
public record Ticket<T>(T accepted, CompletableFuture<T> answerable, CompletableFuture<T> ended) {

    static <T> Ticket<T> open(T accepted) {
        return new Ticket<>(accepted, new CompletableFuture<>(), new CompletableFuture<>());
    }

    static <T> Ticket<T> closed(T ended) {
        return new Ticket<>(ended, CompletableFuture.completedFuture(ended), CompletableFuture.completedFuture(ended));
    }

    void end(T end) {
        answerable.complete(end);
        ended.complete(end);
    }

    void fail(Throwable failure) {
        answerable.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }
}
