package io.paz.scheduler.admission;

import io.paz.scheduler.release.ServiceConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Detects conflicts between the claims of a version and those of other services. Pure. */
public final class Claims {

    private Claims() {}

    /**
     * One that has claims now.
     *
     * @param as how it has them, for people
     */
    public record Owner(String service, ServiceConfig config, String as) {}

    /** A claim that another service has. */
    public record Conflict(Claim claim, Owner owner) {}

    /** Claims that the service does not have yet by a version that serves. */
    public static Set<Claim> added(ServiceConfig wanted, List<ServiceConfig> serving) {
        Set<Claim> added = new LinkedHashSet<>(Claim.of(wanted));
        serving.forEach(config -> added.removeAll(Claim.of(config)));
        return added;
    }

    public static Optional<Conflict> conflict(String service, Set<Claim> wanted, List<Owner> owners) {
        return owners.stream()
                .filter(owner -> !owner.service().equals(service))
                .flatMap(owner -> Claim.of(owner.config()).stream()
                        .filter(wanted::contains)
                        .map(claim -> new Conflict(claim, owner)))
                .findFirst();
    }
}
