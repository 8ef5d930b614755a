package io.paz.scheduler.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Awaitility that looks every few milliseconds, for conditions in memory; its default pause of 100 ms adds up to minutes. */
public final class QuickWait {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private QuickWait() {}

    public static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(TIMEOUT);
    }
}
