package io.paz.orchestrator.cluster;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.orchestrator.cluster.routing.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paz's own parts as workloads. On a cluster the engine has them; on one machine it does not, and they are known by what they
 * announce and by whether they answer.
 */
final class PlatformParts {

    private static final String PREFIX = "paz-";
    private static final List<String> ASKED = List.of("scheduler", "service-directory");

    private static final Map<String, String> NO_ANSWER = Map.of("subState", "no-answer");

    private PlatformParts() {}

    static List<Workload> of(Observed observed) {
        TreeSet<String> names = new TreeSet<>(observed.routing().parts().keySet());
        names.add(PREFIX + "orchestrator");
        Stream<String> asked = ASKED.stream().filter(observed.sources()::containsKey);
        asked.forEach(source -> names.add(PREFIX + source));
        return names.stream().map(name -> workload(name, observed)).toList();
    }

    private static Workload workload(String name, Observed observed) {
        SourceStatus source = observed.sources().get(name.substring(PREFIX.length()));
        boolean silent = source != null && !source.up();
        return new Workload(
                WorkloadName.of(name),
                hostOf(observed.routing().parts().get(name), observed.hosts()),
                silent ? Condition.FAILED : Condition.RUNNING,
                "launched",
                null,
                silent ? NO_ANSWER : Map.of());
    }

    /** The host of that address; where there is one host, it has all parts. */
    private static String hostOf(@Nullable Address address, Map<String, Host> hosts) {
        if (hosts.size() == 1) {
            return hosts.keySet().iterator().next();
        }
        return hosts.values().stream()
                .filter(host -> address != null && host.address().equals(address.host()))
                .map(Host::id)
                .findFirst()
                .orElse("");
    }
}
