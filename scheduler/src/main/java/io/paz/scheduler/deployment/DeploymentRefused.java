package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.admission.Claim;
import io.paz.scheduler.deployment.admission.RequestKey;

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
        /** Another service has its domain. */
        DOMAIN_TAKEN,
        /** Another service has its host port. */
        PORT_TAKEN,
        /** The idempotency key was sent with another request before. */
        KEY_REUSED,
        /** What it ran is not known, or gone. */
        IMAGE_GONE,
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

    static DeploymentRefused imageGone(String message) {
        return new DeploymentRefused(Cause.IMAGE_GONE, message);
    }

    static DeploymentRefused claimed(Claim.Kind kind, String message) {
        return new DeploymentRefused(kind == Claim.Kind.DOMAIN ? Cause.DOMAIN_TAKEN : Cause.PORT_TAKEN, message);
    }

    public static DeploymentRefused keyReused(String service, RequestKey key) {
        return new DeploymentRefused(
                Cause.KEY_REUSED,
                "Idempotency-Key: value " + key.key() + " was sent with another request for service " + service
                        + " before (expected: the same request again, or another key; this one asks to " + key.request()
                        + ")");
    }

    static DeploymentRefused tooLate(String message) {
        return new DeploymentRefused(Cause.TOO_LATE, message);
    }

    public Cause kind() {
        return kind;
    }
}
