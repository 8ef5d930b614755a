package io.paz.alarm.delivery;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.AlarmEvent.Kind;
import io.paz.alarm.Severity;

/**
 * An event in words. No text of it has a control character but line breaks in {@code text}.
 *
 * @param id of the delivery; the same at each attempt
 * @param platform which one it is of
 */
public record Notification(String id, String platform, AlarmEvent event, String title, String text) {

    private static final int MAX_REASON = 1000;

    public static Notification of(String id, String platform, AlarmEvent event) {
        Alarm alarm = event.alarm();
        String title = "%s: %s of %s".formatted(word(event), alarm.rule(), oneLine(alarm.subject()));
        String text = "%s%nSince %s%s. On %s."
                .formatted(
                        oneLine(alarm.reason()),
                        alarm.since(),
                        alarm.endedAt() == null ? "" : ", ended " + alarm.endedAt(),
                        platform);
        return new Notification(id, platform, event, title, text);
    }

    private static String word(AlarmEvent event) {
        if (event.kind() == Kind.ENDED) {
            return "Ended";
        }
        return event.alarm().severity() == Severity.CRITICAL ? "Critical" : "Warning";
    }

    /** Reasons quote what containers and registries say. */
    private static String oneLine(String text) {
        String cleaned = text.codePoints()
                .map(character -> Character.getType(character) == Character.CONTROL
                                || Character.getType(character) == Character.FORMAT
                                || character == '\u2028'
                                || character == '\u2029'
                        ? ' '
                        : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return cleaned.length() <= MAX_REASON ? cleaned : cleaned.substring(0, MAX_REASON) + "...";
    }
}
