package io.paz.scheduler.deployment;

import java.util.concurrent.CompletableFuture;

/**
 * What the one who asked for a deployment gets.
 *
 * @param deployment as it was accepted
 * @param answerable completes when the one who asked may be answered: when its units are submitted, when it must wait behind another
 *     one, or when it ended
 * @param ended completes at its end, good or bad
 */
public record Ticket(
        Deployment deployment, CompletableFuture<Deployment> answerable, CompletableFuture<Deployment> ended) {

    static Ticket open(Deployment deployment) {
        return new Ticket(deployment, new CompletableFuture<>(), new CompletableFuture<>());
    }

    static Ticket closed(Deployment deployment) {
        return new Ticket(
                deployment,
                CompletableFuture.completedFuture(deployment),
                CompletableFuture.completedFuture(deployment));
    }

    void end(Deployment deployment) {
        answerable.complete(deployment);
        ended.complete(deployment);
    }

    void fail(RuntimeException failure) {
        answerable.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }
}
