package io.paz.scheduler.request;

import java.util.List;

/** A request cannot be accepted; the message is for the one who asked, and nothing was changed. */
public final class DeploymentRefusedException extends RuntimeException {

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
        /** Another service has its route. */
        ROUTE_TAKEN,
        /** Another service has its host port. */
        PORT_TAKEN,
        /** The idempotency key was sent with another request before. */
        KEY_REUSED,
        /** A secret variable has no value yet. */
        SECRET_MISSING,
        /** What it ran is not known, or gone. */
        IMAGE_GONE,
        /** A disk has too little room for another version. */
        NO_SPACE,
        /** It makes no sense for a deployment that stands where it stands. */
        TOO_LATE,
        /** Too many are queued or under way. */
        TOO_MANY
    }

    private final Cause kind;

    private DeploymentRefusedException(Cause kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static DeploymentRefusedException invalid(String field, String value, String expected) {
        return new DeploymentRefusedException(
                Cause.INVALID, field + ": value " + value + " (expected: " + expected + ")");
    }

    /** For a value that the service directory does not accept; the message is the directory's. */
    public static DeploymentRefusedException byDirectory(String message) {
        return new DeploymentRefusedException(Cause.INVALID, message);
    }

    public static DeploymentRefusedException unknown(String message) {
        return new DeploymentRefusedException(Cause.UNKNOWN, message);
    }

    public static DeploymentRefusedException notServing(String message) {
        return new DeploymentRefusedException(Cause.NOT_SERVING, message);
    }

    public static DeploymentRefusedException conflict(String message) {
        return new DeploymentRefusedException(Cause.CONFLICT, message);
    }

    public static DeploymentRefusedException secretsMissing(String service, List<String> names) {
        return new DeploymentRefusedException(
                Cause.SECRET_MISSING,
                "secrets: %s of service %s have no value yet, since a copy takes no secrets along (expected: a value for each; set"
                                .formatted(String.join(", ", names), service)
                        + " them with the field secrets of the configuration, PATCH /services/" + service
                        + "/config/next)");
    }

    public static DeploymentRefusedException imageGone(String message) {
        return new DeploymentRefusedException(Cause.IMAGE_GONE, message);
    }

    public static DeploymentRefusedException domainTaken(String message) {
        return new DeploymentRefusedException(Cause.DOMAIN_TAKEN, message);
    }

    public static DeploymentRefusedException routeTaken(String message) {
        return new DeploymentRefusedException(Cause.ROUTE_TAKEN, message);
    }

    public static DeploymentRefusedException portTaken(String message) {
        return new DeploymentRefusedException(Cause.PORT_TAKEN, message);
    }

    public static DeploymentRefusedException keyReused(String service, RequestKey key) {
        return new DeploymentRefusedException(
                Cause.KEY_REUSED,
                "Idempotency-Key: value " + key.key() + " was sent with another request for service " + service
                        + " before (expected: the same request again, or another key; this one asks to " + key.request()
                        + ")");
    }

    public static DeploymentRefusedException noSpace(String message) {
        return new DeploymentRefusedException(Cause.NO_SPACE, message);
    }

    public static DeploymentRefusedException tooLate(String message) {
        return new DeploymentRefusedException(Cause.TOO_LATE, message);
    }

    public static DeploymentRefusedException tooMany(String message) {
        return new DeploymentRefusedException(Cause.TOO_MANY, message);
    }

    public Cause kind() {
        return kind;
    }
}
