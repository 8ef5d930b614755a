package io.paz.alarm;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much an alarm matters, the least first. */
public enum Severity {
    /** Something will go wrong, or went wrong without harm to who uses the services. */
    WARNING,
    /** Requests fail, or soon will. */
    CRITICAL;

    /** As it is written in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses {@link #text}; empty for every other text. */
    public static Optional<Severity> parse(String text) {
        return Stream.of(values())
                .filter(severity -> severity.text().equals(text))
                .findFirst();
    }
}
