package io.paz.orchestrator.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a caller may do.
 *
 * @param isAdministrator may do everything
 * @param readsAll may read the whole platform
 * @param deploysAll may deploy every service
 * @param deploys services that may be deployed, and read
 */
public record Rights(boolean isAdministrator, boolean readsAll, boolean deploysAll, Set<String> deploys) {

    public static final Rights ADMINISTRATOR = new Rights(true, true, true, Set.of());

    public Rights {
        deploys = Set.copyOf(deploys);
    }

    public static Rights of(Collection<Scope> scopes) {
        if (scopes.contains(Scope.ADMIN)) {
            return ADMINISTRATOR;
        }
        Set<String> services =
                scopes.stream().map(Scope::service).flatMap(Optional::stream).collect(Collectors.toSet());
        return new Rights(false, scopes.contains(Scope.READ), false, services);
    }

    public boolean mayDeploy(String service) {
        return deploysAll || deploys.contains(service);
    }
}
