package io.paz.scheduler.queue;

import io.paz.scheduler.time.Pause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * One action of a worker, with its failure handler.
 *
 * @param failed called with what the action ended with unexpectedly, errors of the virtual machine included
 */
record WorkItem(Runnable action, Consumer<Throwable> failed) {

    /** @throws Pause.StoppedException when the scheduler stops meanwhile */
    void perform() {
        try {
            // In this thread: a future also keeps an error, which must not end the worker.
            CompletableFuture.runAsync(action, Runnable::run).join();
        } catch (CompletionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (failure instanceof Pause.StoppedException stop) {
                throw stop;
            }
            failed.accept(failure);
        }
    }
}
