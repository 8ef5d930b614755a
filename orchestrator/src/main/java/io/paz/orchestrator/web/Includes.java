package io.paz.orchestrator.web;

import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/** Which units a list holds. As the original's, a parameter counts only when it is {@code true}. */
record Includes(Set<WorkloadName.Kind> kinds) {

    static Includes of(MultiValueMap<String, String> query) {
        Set<WorkloadName.Kind> kinds = EnumSet.of(WorkloadName.Kind.INSTANCE, WorkloadName.Kind.OTHER);
        add("includeSystemUnits", WorkloadName.Kind.SYSTEM, query, kinds);
        add("includeAnnouncers", WorkloadName.Kind.ANNOUNCER, query, kinds);
        add("includeLoadbalancers", WorkloadName.Kind.LOADBALANCER, query, kinds);
        return new Includes(kinds);
    }

    private static void add(
            String parameter,
            WorkloadName.Kind kind,
            MultiValueMap<String, String> query,
            Set<WorkloadName.Kind> kinds) {
        if ("true".equals(query.getFirst(parameter))) {
            kinds.add(kind);
        }
    }

    boolean has(Workload unit) {
        return kinds.contains(unit.name().kind());
    }
}
