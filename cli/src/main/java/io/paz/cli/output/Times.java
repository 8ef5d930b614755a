package io.paz.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations as people write and read them. */
public final class Times {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)?");
    private static final long MAX_MINUTES = 120;
    private static final long MAX_HOURS = 48;

    private Times() {}

    /** How long ago, roughly; empty for 0, which stands for unknown. */
    public static String ago(long millis, Instant now) {
        if (millis == 0) {
            return "";
        }
        Duration age = Duration.between(Instant.ofEpochMilli(millis), now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        if (age.toMinutes() < MAX_MINUTES) {
            return age.toMinutes() + " min ago";
        }
        return age.toHours() < MAX_HOURS ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    public static String at(long millis) {
        return millis == 0
                ? ""
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String seconds(long millis) {
        return String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** 90s, 15m, 2h, 1d, or seconds. */
    public static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: 90s, 15m, 2h or the like)");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2) == null ? "s" : parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
