package io.paz.scheduler.deployment;

/**
 * A stage that instances have reached.
 *
 * @param step its name among the steps
 * @param evidence what shows it
 */
record Seen(String step, String evidence) {}
