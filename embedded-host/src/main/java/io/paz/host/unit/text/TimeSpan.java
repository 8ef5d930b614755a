package io.paz.host.unit.text;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** systemd's way to write a length of time: {@code 90}, {@code 1min 30s}, {@code 1.5h}, {@code infinity}. */
public final class TimeSpan {
    private static final Pattern PART = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([A-Za-zµμ]*)");
    private static final double SECOND = 1e9;
    private static final Map<String, Double> NANOSECONDS = Map.ofEntries(
            Map.entry("", SECOND),
            Map.entry("us", 1e3),
            Map.entry("usec", 1e3),
            Map.entry("µs", 1e3),
            Map.entry("μs", 1e3),
            Map.entry("ms", 1e6),
            Map.entry("msec", 1e6),
            Map.entry("s", SECOND),
            Map.entry("sec", SECOND),
            Map.entry("second", SECOND),
            Map.entry("seconds", SECOND),
            Map.entry("m", 60 * SECOND),
            Map.entry("min", 60 * SECOND),
            Map.entry("minute", 60 * SECOND),
            Map.entry("minutes", 60 * SECOND),
            Map.entry("h", 3_600 * SECOND),
            Map.entry("hr", 3_600 * SECOND),
            Map.entry("hour", 3_600 * SECOND),
            Map.entry("hours", 3_600 * SECOND),
            Map.entry("d", 86_400 * SECOND),
            Map.entry("day", 86_400 * SECOND),
            Map.entry("days", 86_400 * SECOND),
            Map.entry("w", 604_800 * SECOND),
            Map.entry("week", 604_800 * SECOND),
            Map.entry("weeks", 604_800 * SECOND));

    private TimeSpan() {}

    /** The span; empty if it has no end. */
    public static Optional<Duration> parse(String name, String text) {
        if (text.strip().equals("infinity")) {
            return Optional.empty();
        }
        Matcher part = PART.matcher(text);
        double nanoseconds = 0;
        int end = 0;
        while (end < text.strip().length() && part.find(end) && part.start() == end) {
            nanoseconds += Double.parseDouble(part.group(1)) * unit(name, text, part.group(2));
            end = part.end();
        }
        if (end == 0 || end < text.strip().length()) {
            throw invalid(name, text);
        }
        return Optional.of(Duration.ofNanos((long) nanoseconds));
    }

    private static double unit(String name, String text, String unit) {
        return Optional.ofNullable(NANOSECONDS.get(unit)).orElseThrow(() -> invalid(name, text));
    }

    private static InvalidUnitException invalid(String name, String text) {
        return new InvalidUnitException(
                name + ": \"" + text + "\" (expected: a time such as 90, 1min 30s, or infinity)");
    }
}
