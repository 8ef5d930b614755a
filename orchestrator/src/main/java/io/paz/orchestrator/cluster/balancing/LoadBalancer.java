package io.paz.orchestrator.cluster.balancing;

import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.routing.RoutedService;
import io.paz.orchestrator.cluster.routing.RoutedVersion;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import io.paz.orchestrator.cluster.routing.SkippedKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Routing of a service: keys in etcd and state in the HAProxies.
 *
 * @param versions that are announced, oldest first
 * @param balancers every HAProxy
 */
public record LoadBalancer(
        RoutedService service, List<BalancedVersion> versions, List<Report> balancers, List<SkippedKey> skipped) {

    /**
     * State of the service in one HAProxy.
     *
     * @param problem why it does not answer; null when it does
     * @param oldProcesses processes of its earlier configurations that live on with connections, of any service
     */
    public record Report(String id, @Nullable String problem, int serversUp, int servers, int oldProcesses) {}

    public LoadBalancer {
        versions = List.copyOf(versions);
        balancers = List.copyOf(balancers);
        skipped = List.copyOf(skipped);
    }

    /** Those of all services, by name. */
    public static SortedMap<String, LoadBalancer> of(RoutingTable table, Collection<BalancerReading> readings) {
        SortedMap<String, LoadBalancer> balancers = new TreeMap<>();
        List<Grouped> grouped = readings.stream().map(Grouped::of).toList();
        table.services().forEach((name, service) -> balancers.put(name, of(service, table, readings, grouped)));
        return balancers;
    }

    /** A reading with its servers by service, so that a thousand services need not be looked for in all servers each. */
    private record Grouped(BalancerReading reading, Map<String, List<ServerFigures>> servers) {

        static Grouped of(BalancerReading reading) {
            Map<String, List<ServerFigures>> servers = new HashMap<>();
            reading.servers()
                    .forEach((id, figures) -> servers.computeIfAbsent(id.service(), service -> new ArrayList<>())
                            .add(figures));
            return new Grouped(reading, servers);
        }

        Report report(String service) {
            List<ServerFigures> own = servers.getOrDefault(service, List.of());
            int up = (int) own.stream().filter(ServerFigures::isUp).count();
            return new Report(reading.id(), reading.problem(), up, own.size(), reading.oldProcesses());
        }
    }

    private static LoadBalancer of(
            RoutedService service,
            RoutingTable table,
            Collection<BalancerReading> readings,
            Collection<Grouped> grouped) {
        List<BalancedVersion> versions = service.versions().entrySet().stream()
                .map(version -> version(service.name(), version.getKey(), version.getValue(), readings))
                .toList();
        int weight = versions.stream().mapToInt(BalancedVersion::weightInUse).sum();
        return new LoadBalancer(
                service,
                versions.stream().map(version -> version.ofAll(weight)).toList(),
                grouped.stream().map(each -> each.report(service.name())).toList(),
                table.skipped().stream()
                        .filter(key -> service.name().equals(key.service()))
                        .toList());
    }

    private static BalancedVersion version(
            String service, int number, RoutedVersion version, Collection<BalancerReading> readings) {
        List<BalancedInstance> instances = version.instances().entrySet().stream()
                .map(entry -> {
                    InstanceId id = new InstanceId(service, number, entry.getKey());
                    return BalancedInstance.of(id, entry.getValue(), seen(id, readings));
                })
                .toList();
        return new BalancedVersion(number, 0, version.weight(), instances);
    }

    private static List<ServerFigures> seen(InstanceId id, Collection<BalancerReading> readings) {
        return readings.stream()
                .flatMap(reading -> Optional.ofNullable(reading.servers().get(id)).stream())
                .toList();
    }

    /** The version that serves: the only one, or the one before the newest. */
    public Optional<BalancedVersion> current() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(Math.max(0, versions.size() - 2)));
    }

    /** The newest, while an older one is there too. */
    public Optional<BalancedVersion> next() {
        return versions.size() < 2 ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** Why requests to the service may fail; empty when every HAProxy routes it to an instance that is up. */
    public Optional<String> problem() {
        if (balancers.isEmpty()) {
            return Optional.of("no HAProxy was asked yet");
        }
        return balancers.stream().flatMap(report -> problem(report).stream()).findFirst();
    }

    private static Optional<String> problem(Report report) {
        if (report.problem() != null) {
            return Optional.of("HAProxy at %s does not answer: %s".formatted(report.id(), report.problem()));
        }
        return report.serversUp() > 0
                ? Optional.empty()
                : Optional.of("HAProxy at %s has no instance that is up".formatted(report.id()));
    }
}
