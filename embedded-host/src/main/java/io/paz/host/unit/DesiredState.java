package io.paz.host.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a unit is wanted to go: only known, loaded on the machine, or started. */
public enum DesiredState {
    INACTIVE,
    LOADED,
    LAUNCHED;

    /** The name in the fleet API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DesiredState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
