package io.paz.orchestrator.access;

import java.util.Optional;
import java.util.Set;

/**
 * The services for which a caller may use a route.
 *
 * @param all whether for all of them, and for what concerns none
 * @param services those where not for all
 */
public record Reach(boolean all, Set<String> services) {

    static final Reach ALL = new Reach(true, Set.of());
    static final Reach NONE = new Reach(false, Set.of());

    public Reach {
        services = Set.copyOf(services);
    }

    static Reach of(boolean all) {
        return all ? ALL : NONE;
    }

    boolean covers(Optional<String> service) {
        return all || service.filter(services::contains).isPresent();
    }

    boolean coversAny() {
        return all || !services.isEmpty();
    }
}
