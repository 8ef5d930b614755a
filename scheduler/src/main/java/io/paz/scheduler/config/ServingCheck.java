package io.paz.scheduler.config;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.control.ClusterEngine;
import io.paz.scheduler.serving.ServingWatch;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Observes what serves as soon as the engine reports a change, so that an instance which ends and starts again within a second is seen;
 * from time to time where the engine reports none.
 */
final class ServingCheck implements Runnable {

    /** Time between two runs. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** Time between two looks while the engine reports its changes; load balancers report none. */
    private static final Duration REPORTED_INTERVAL = Duration.ofSeconds(5);

    private final ClusterEngine engine;
    private final ServingWatch serving;
    private final ServingMetrics metrics;
    private @Nullable Long silentSince;

    ServingCheck(ClusterEngine engine, ServingWatch serving, ServingMetrics metrics) {
        this.engine = engine;
        this.serving = serving;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        if (hasChanged()) {
            serving.look();
        } else {
            serving.lookIfOlderThan(silentSince == null ? REPORTED_INTERVAL : ServingWatch.INTERVAL);
        }
        metrics.refresh();
    }

    /** An engine that reports no changes is asked again later: another one may answer at its address by then. */
    private boolean hasChanged() {
        if (silentSince != null && System.nanoTime() - silentSince < SILENCE.toNanos()) {
            return false;
        }
        silentSince = null;
        try {
            Optional<Boolean> changed = engine.awaitChange();
            silentSince = changed.isEmpty() ? (Long) System.nanoTime() : null;
            return changed.orElse(false);
        } catch (EngineUnavailableException | EngineRefusedException down) {
            silentSince = System.nanoTime();
            return false;
        }
    }
}
