package io.paz.scheduler.deployment;

/** What was asked for cannot be accepted; the message is for the one who asked, and nothing was changed. */
public final class DeploymentRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why it was refused. */
    public enum Cause {
        INVALID,
        UNKNOWN,
        /** Nothing of the service serves that it could be done with. */
        NOT_SERVING,
        CONFLICT,
        /** It makes no sense for a deployment that stands where it stands. */
        TOO_LATE
    }

    private final Cause kind;

    private DeploymentRefused(Cause kind, String message) {
        super(message);
        this.kind = kind;
    }

    static DeploymentRefused invalid(String field, String value, String expected) {
        return new DeploymentRefused(Cause.INVALID, field + ": value " + value + " (expected: " + expected + ")");
    }

    /** For a value that the service directory does not accept; the message is the directory's. */
    public static DeploymentRefused byDirectory(String message) {
        return new DeploymentRefused(Cause.INVALID, message);
    }

    static DeploymentRefused unknown(String message) {
        return new DeploymentRefused(Cause.UNKNOWN, message);
    }

    static DeploymentRefused notServing(String message) {
        return new DeploymentRefused(Cause.NOT_SERVING, message);
    }

    static DeploymentRefused conflict(String message) {
        return new DeploymentRefused(Cause.CONFLICT, message);
    }

    static DeploymentRefused tooLate(String message) {
        return new DeploymentRefused(Cause.TOO_LATE, message);
    }

    public Cause kind() {
        return kind;
    }
}
