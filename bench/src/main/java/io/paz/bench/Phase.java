package io.paz.bench;

import java.time.Duration;
import java.util.Locale;

/** What the clients saw while a change was made. */
record Phase(String what, Duration time, Traffic traffic) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-22s %6.1f s  %7d requests, %d failed",
                what,
                time.toMillis() / 1000.0,
                traffic.requests(),
                traffic.failed());
    }
}
