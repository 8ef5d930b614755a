package io.paz.alarm.delivery;

import io.paz.alarm.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of alarms.
 *
 * @param name see {@link #isName}
 * @param minSeverity of the alarms that it hears of
 * @param quiet hours in which it hears of critical alarms only; null for none
 */
public record AlarmTarget(
        String name,
        Channel channel,
        Severity minSeverity,
        @Nullable QuietHours quiet) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    boolean hears(Severity severity) {
        return severity.compareTo(minSeverity) >= 0;
    }

    /** Until when an event of that severity waits; empty when it does not. */
    Optional<Instant> quietUntil(Severity severity, Instant now) {
        return severity == Severity.CRITICAL || quiet == null ? Optional.empty() : quiet.endAt(now);
    }
}
