package io.paz.scheduler.time;

import io.paz.scheduler.catalog.DirectoryUnavailableException;
import io.paz.scheduler.engine.EngineUnavailableException;
import io.paz.scheduler.routing.RoutesUnavailableException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Does what must be done: tries again until the engine and the routes answer, or the scheduler stops. */
public final class Retry {

    private static final System.Logger log = System.getLogger(Retry.class.getName());

    private Retry() {}

    public static void run(Pause pause, Timeouts pacing, Runnable action) {
        call(pause, pacing, () -> {
            action.run();
            return "";
        });
    }

    public static <T> T call(Pause pause, Timeouts pacing, Supplier<T> action) {
        boolean told = false;
        while (true) {
            try {
                return action.get();
            } catch (EngineUnavailableException | RoutesUnavailableException | DirectoryUnavailableException e) {
                if (!told) {
                    log.log(Level.WARNING, "will try until it works: {0}", e.getMessage());
                }
                told = true;
            }
            pause.of(pacing.poll());
        }
    }
}
