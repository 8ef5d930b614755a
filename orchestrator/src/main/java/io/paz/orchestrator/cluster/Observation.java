package io.paz.orchestrator.cluster;

import io.paz.engine.Host;
import io.paz.engine.HostResources;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import java.util.List;
import java.util.Map;

/** A complete observation: whatever it lacks no longer exists. */
public sealed interface Observation {

    record Hosts(List<Host> hosts) implements Observation {}

    /** Capacity of a host; kept while the engine lists the host. */
    record KnownResources(String host, HostResources resources) implements Observation {}

    /** Workloads as their hosts have them. */
    record Workloads(List<Workload> workloads) implements Observation {}

    /** A part of the workloads as their hosts have them; it tells nothing of the others. */
    record SomeWorkloads(List<Workload> workloads) implements Observation {}

    /** Desired state of each workload. */
    record DesiredStates(Map<WorkloadName, String> states) implements Observation {}

    record Services(List<Document> services) implements Observation {}

    /** @param deployments the newest, newest first */
    record Deployments(List<Document> deployments) implements Observation {}

    /** @param deployments the newest, newest first; it tells nothing of those before them */
    record SomeDeployments(List<Document> deployments) implements Observation {}

    record Routing(RoutingTable table) implements Observation {}

    record Balancers(List<BalancerReading> readings) implements Observation {}

    record Source(SourceStatus status) implements Observation {}
}
