package io.paz.announcer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads in which the container engine is asked, which may take its time. */
final class EngineCalls implements AutoCloseable {

    private static final int THREADS = 4;

    private final ContainerEngine engine;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "announcer-engine");
        thread.setDaemon(true);
        return thread;
    });

    EngineCalls(ContainerEngine engine) {
        this.engine = engine;
    }

    ContainerEngine engine() {
        return engine;
    }

    void submit(Runnable call) {
        Future<?> unused = threads.submit(call);
    }

    @Override
    public void close() {
        engine.close();
        threads.shutdownNow();
    }
}
