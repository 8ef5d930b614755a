package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.EngineUnavailable;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Does what must be done: tries again until the engine and the routes answer, or the scheduler stops. */
final class Persistently {

    private static final System.Logger log = System.getLogger(Persistently.class.getName());

    private Persistently() {}

    static void run(Pause pause, Pacing pacing, Runnable action) {
        call(pause, pacing, () -> {
            action.run();
            return "";
        });
    }

    static <T> T call(Pause pause, Pacing pacing, Supplier<T> action) {
        boolean told = false;
        while (true) {
            try {
                return action.get();
            } catch (EngineUnavailable | RoutesUnavailable | DirectoryUnavailable e) {
                if (!told) {
                    log.log(Level.WARNING, "will try until it works: {0}", e.getMessage());
                }
                told = true;
            }
            pause.of(pacing.poll());
        }
    }
}
