package io.paz.test.orchestrator;

import java.util.Set;

/** Routes of the orchestrator that have tests of their own. */
final class RoutesElsewhere {

    static final Set<String> SINGLE = Set.of(
            "get /socket",
            "post /domains/{domain}/retry",
            "post /token/reload",
            "put /certificates/{id}",
            "delete /certificates/{id}",
            "delete /people/{name}/second-factor");

    /** All methods below one path each. */
    static final Set<String> FOLDERS =
            Set.of(" /alarm-targets", " /environments", " /session/oidc", " /session/second-factor");

    private RoutesElsewhere() {}
}
