package io.paz.scheduler.request;

/**
 * Who asked for a change.
 *
 * @param kind of the credential, {@code administrator-token}, {@code session}, {@code token} or {@code hook}; {@code paz} for a repair,
 *     {@code unknown} in records of releases that did not keep it
 * @param name for people
 */
public record Requester(String kind, String name) {

    /** Paz itself, which repairs what is not as it should be. */
    public static final Requester PAZ = new Requester("paz", "Paz");

    public static final Requester UNKNOWN = new Requester("unknown", "unknown");
}
