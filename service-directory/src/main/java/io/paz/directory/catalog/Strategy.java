package io.paz.directory.catalog;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a new version takes over from the old one. */
public enum Strategy {
    ROLLING("rolling"),
    BLUE_GREEN("blue-green"),
    CANARY("canary"),
    RECREATE("recreate");

    private final String text;

    Strategy(String text) {
        this.text = text;
    }

    public static Strategy of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException("strategy.type", text, "one of " + all()));
    }

    private static String all() {
        return Arrays.stream(values()).map(Strategy::text).collect(Collectors.joining(", "));
    }

    public String text() {
        return text;
    }
}
