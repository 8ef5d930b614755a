package io.paz.alarm;

/**
 * Something that is wrong now.
 *
 * @param subject service, host, part or certificate that it concerns
 * @param reason for people, in one sentence
 */
public record Condition(AlarmRule rule, String subject, Severity severity, String reason) {

    /** Which alarm it is. */
    AlarmKey key() {
        return new AlarmKey(rule.name(), subject);
    }
}
