package io.paz.host.manager.container;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Executes steps one after another, on whichever thread of others is free. */
final class Steps implements Executor {
    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isRunning;

    Steps(Executor workers) {
        this.workers = workers;
    }

    @Override
    public synchronized void execute(Runnable step) {
        waiting.add(step);
        if (!isRunning) {
            isRunning = true;
            workers.execute(this::runNext);
        }
    }

    private void runNext() {
        Runnable step;
        synchronized (this) {
            step = waiting.remove();
        }
        try {
            step.run();
        } finally {
            synchronized (this) {
                isRunning = !waiting.isEmpty();
                if (isRunning) {
                    workers.execute(this::runNext);
                }
            }
        }
    }
}
