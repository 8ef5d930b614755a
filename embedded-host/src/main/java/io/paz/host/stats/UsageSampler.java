package io.paz.host.stats;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a sample each second, on a thread of its own. */
public final class UsageSampler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UsageSampler.class);

    private final UsageHistory history;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "host-stats");
        made.setDaemon(true);
        return made;
    });
    private boolean works = true;

    public UsageSampler(UsageHistory history, Duration every) {
        this.history = history;
        long millis = every.toMillis();
        var unused = thread.scheduleWithFixedDelay(this::sample, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        try {
            history.sample();
            works = true;
        } catch (IOException | RuntimeException e) {
            if (works) {
                log.warn("The usage of machine and containers cannot be read", e);
            }
            works = false;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
