package io.paz.announcer;

/**
 * Result of one health check.
 *
 * @param reason why it failed; empty where it passed
 */
public record CheckResult(boolean passed, String reason) {

    public static final CheckResult PASSED = new CheckResult(true, "");

    public static CheckResult failed(String reason) {
        return new CheckResult(false, reason);
    }
}
