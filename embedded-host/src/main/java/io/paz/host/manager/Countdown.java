package io.paz.host.manager;

import io.paz.host.manager.Timers.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time that a state may take, and the repeated look for processes in it. */
final class Countdown {
    private final Timers timers;
    private final Clock clock;
    private @Nullable Timer limit;
    private @Nullable Timer look;
    private long deadline;

    Countdown(Timers timers, Clock clock) {
        this.timers = timers;
        this.clock = clock;
    }

    /** Milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /** Milliseconds since 1970; 0 if nothing times out. */
    long deadline() {
        return deadline;
    }

    /** Begins anew; an empty length never ends. */
    void start(Optional<Duration> length, Runnable action) {
        stop();
        length.ifPresent(duration -> {
            deadline = now() + duration.toMillis();
            limit = timers.after(duration, () -> expire(action));
        });
    }

    /** Goes on with a countdown that another run of the host began; one that is over ends at once. */
    void restore(long end, Runnable action) {
        if (end > 0) {
            start(Optional.of(Duration.ofMillis(Math.max(0, end - now()))), action);
            deadline = end;
        }
    }

    private void expire(Runnable action) {
        stop();
        action.run();
    }

    void lookAgain(Duration delay, Runnable action) {
        if (look != null) {
            look.cancel();
        }
        look = timers.after(delay, action);
    }

    void stop() {
        deadline = 0;
        if (limit != null) {
            limit.cancel();
        }
        if (look != null) {
            look.cancel();
        }
    }
}
