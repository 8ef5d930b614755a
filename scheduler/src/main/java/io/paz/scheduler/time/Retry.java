package io.paz.scheduler.time;

import io.paz.engine.EngineUnavailableException;
import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Retries an action until it succeeds: tries again until the engine and the routes answer, or the scheduler stops. */
public final class Retry {

    private static final System.Logger log = System.getLogger(Retry.class.getName());

    private Retry() {}

    public static void run(Pause pause, Timeouts timeouts, Runnable action) {
        call(pause, timeouts, () -> {
            action.run();
            return "";
        });
    }

    public static <T> T call(Pause pause, Timeouts timeouts, Supplier<T> action) {
        boolean retrying = false;
        while (true) {
            try {
                return action.get();
            } catch (EngineUnavailableException | RoutesUnavailableException | DirectoryUnavailableException e) {
                if (!retrying) {
                    log.log(
                            Level.WARNING,
                            "{0}; retrying every {1} ms",
                            e.getMessage(),
                            timeouts.poll().toMillis());
                }
                retrying = true;
            }
            pause.of(timeouts.poll());
        }
    }
}
