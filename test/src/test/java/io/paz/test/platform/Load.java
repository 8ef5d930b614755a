package io.paz.test.platform;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One client that asks a service over and over until it is closed, and notes each answer that is not 200. */
final class Load implements AutoCloseable {

    private final Thread thread;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;

    Load(Platform platform, String host) {
        thread = new Thread(
                () -> {
                    while (running) {
                        ask(platform, host);
                    }
                },
                "load-" + host);
        thread.start();
    }

    private void ask(Platform platform, String host) {
        Platform.Answer answer = platform.routed(host, "/");
        answered.incrementAndGet();
        if (answer.status() != 200) {
            failures.add(answer.status() + ": " + answer.body());
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
