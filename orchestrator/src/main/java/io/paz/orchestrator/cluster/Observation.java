package io.paz.orchestrator.cluster;

import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import java.util.List;
import java.util.Map;

/** Something that was seen, whole: what it does not hold any more is gone. */
public sealed interface Observation {

    record Hosts(List<Host> hosts) implements Observation {}

    /** What one host has; it stays known while fleet lists the host. */
    record HostResources(String host, Resources resources) implements Observation {}

    /** Units as their hosts have them. */
    record Units(List<UnitStatus> units) implements Observation {}

    /** A part of the units as their hosts have them; it tells nothing of the others. */
    record SomeUnits(List<UnitStatus> units) implements Observation {}

    /** @param states what fleet wants of each unit, by its name without {@code .service} */
    record DesiredStates(Map<String, String> states) implements Observation {}

    record Services(List<Document> services) implements Observation {}

    /** @param deployments the newest, newest first */
    record Deployments(List<Document> deployments) implements Observation {}

    /** @param deployments the newest, newest first; it tells nothing of those before them */
    record SomeDeployments(List<Document> deployments) implements Observation {}

    record Routing(RoutingTable table) implements Observation {}

    record Balancers(List<BalancerReading> readings) implements Observation {}

    record Source(SourceStatus status) implements Observation {}
}
