package io.paz.orchestrator.web;

import io.paz.orchestrator.cluster.UnitName;
import io.paz.orchestrator.cluster.UnitStatus;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/** Which units a list holds. As the original's, a parameter counts only when it is {@code true}. */
record Includes(Set<UnitName.Kind> kinds) {

    static Includes of(MultiValueMap<String, String> query) {
        Set<UnitName.Kind> kinds = EnumSet.of(UnitName.Kind.INSTANCE, UnitName.Kind.OTHER);
        add("includeSystemUnits", UnitName.Kind.SYSTEM, query, kinds);
        add("includeAnnouncers", UnitName.Kind.ANNOUNCER, query, kinds);
        add("includeLoadbalancers", UnitName.Kind.LOADBALANCER, query, kinds);
        return new Includes(kinds);
    }

    private static void add(
            String parameter, UnitName.Kind kind, MultiValueMap<String, String> query, Set<UnitName.Kind> kinds) {
        if ("true".equals(query.getFirst(parameter))) {
            kinds.add(kind);
        }
    }

    boolean has(UnitStatus unit) {
        return kinds.contains(unit.name().kind());
    }
}
