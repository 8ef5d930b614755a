package io.paz.scheduler.routing;

/** Another service is published with a host or path; the message names both. Trying again helps only when that one gives it up. */
public final class RouteTakenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RouteTakenException(String claim, String owner) {
        super("%s belongs to the service %s, which is published with it (expected: one that no other service has)"
                .formatted(claim, owner));
    }
}
