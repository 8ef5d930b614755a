package io.paz.host.stats;

import io.paz.task.PeriodicTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Takes a sample each second, on a thread of its own. */
public final class UsageSampler implements AutoCloseable {
    private final UsageHistory history;
    private final PeriodicTask task;

    public UsageSampler(UsageHistory history, Duration every) {
        this.history = history;
        this.task = PeriodicTask.start("reading of the usage of machine and containers", every, this::sample);
    }

    private void sample() {
        try {
            history.sample();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
