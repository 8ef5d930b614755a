package io.paz.alarm;

import java.time.Duration;

/**
 * What an alarm is raised for.
 *
 * @param name lower-case words with hyphens between
 * @param raiseAfter how long a condition lasts before it is an alarm
 * @param endAfter how long it is gone before the alarm ends, so that one that comes and goes is one alarm
 */
public record AlarmRule(String name, Duration raiseAfter, Duration endAfter) {}
