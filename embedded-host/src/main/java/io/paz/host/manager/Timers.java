package io.paz.host.manager;

import java.time.Duration;

/** Runs things later, on the thread that everything of the manager runs on. */
public interface Timers {
    /** A thing to be done later that can be called off. */
    interface Timer {
        /** Calling off what is done or called off already does nothing. */
        void cancel();
    }

    Timer after(Duration delay, Runnable action);
}
