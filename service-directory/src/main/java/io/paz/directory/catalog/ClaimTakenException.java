package io.paz.directory.catalog;

/** Another service owns a host port, a domain or a route. */
public final class ClaimTakenException extends RuntimeException {

    private final Claim.Kind kind;

    public ClaimTakenException(Claim claim, String owner) {
        super("%s belongs to the service %s (expected: one that no service has)".formatted(claim, owner));
        this.kind = claim.kind();
    }

    public Claim.Kind kind() {
        return kind;
    }
}
