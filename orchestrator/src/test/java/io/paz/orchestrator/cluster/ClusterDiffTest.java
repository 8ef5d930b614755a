package io.paz.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.HostResources;
import io.paz.engine.InstanceId;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.orchestrator.cluster.balancing.BalancerReading;
import io.paz.orchestrator.cluster.balancing.ServerFigures;
import io.paz.orchestrator.cluster.routing.KeyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was seen, and what is told of it. */
final class ClusterDiffTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> rows() {
        return Stream.concat(ofFleet(), ofTheOthers());
    }

    private static Stream<Arguments> ofFleet() {
        Observation one = units(unit("web-1-1", "m1", "active"));
        Observation host = new Observation.Hosts(List.of(new Host("m1", "10.0.0.1", new TreeMap<>())));
        Observation resources = new Observation.KnownResources("m1", new HostResources(2, 1024, 2048));
        return Stream.of(
                row("a first unit", List.of(), one, "unit.add web-1-1"),
                row("the same again", List.of(one), one),
                row("another state", List.of(one), units(unit("web-1-1", "m1", "failed")), "unit.change web-1-1"),
                row("gone", List.of(one), units(), "unit.remove web-1-1"),
                row(
                        "moved to another host",
                        List.of(one),
                        units(unit("web-1-1", "m2", "active")),
                        "unit.remove web-1-1",
                        "unit.add web-1-1"),
                row(
                        "a global unit on two hosts",
                        List.of(),
                        units(unit("agent", "m1", "active"), unit("agent", "m2", "active")),
                        "unit.add agent",
                        "unit.add agent"),
                row("a page with a new unit", List.of(one), page("web-1-2", "active"), "unit.add web-1-2"),
                row("a page with another state", List.of(one), page("web-1-1", "failed"), "unit.change web-1-1"),
                row("a page with nothing new", List.of(one), page("web-1-1", "active")),
                row("wanted elsewise", List.of(one), desired("web-1-1", "inactive"), "unit.change web-1-1"),
                row("wanted and nowhere", List.of(), desired("web-1-2", "launched"), "unit.add web-1-2"),
                row(
                        "wanted and placed at last",
                        List.of(desired("web-1-1", "launched")),
                        one,
                        "unit.remove web-1-1",
                        "unit.add web-1-1"),
                row(
                        "a host, and with it the orchestrator's",
                        List.of(units()),
                        host,
                        "host.add m1",
                        "unit.remove paz-orchestrator",
                        "unit.add paz-orchestrator"),
                row("what a host has", List.of(host), resources, "host.change m1"),
                row("the host again, of which fleet tells less", List.of(host, resources), host),
                row("what a host has that fleet does not list", List.of(host), ofUnknownHost()),
                row(
                        "a host is gone",
                        List.of(host),
                        new Observation.Hosts(List.of()),
                        "host.remove m1",
                        "unit.remove paz-orchestrator",
                        "unit.add paz-orchestrator"));
    }

    private static Observation page(String unit, String active) {
        return new Observation.SomeWorkloads(List.of(unit(unit, "m1", active)));
    }

    private static Observation ofUnknownHost() {
        return new Observation.KnownResources("m9", new HostResources(2, 1024, 2048));
    }

    private static Stream<Arguments> ofTheOthers() {
        return Stream.of(
                row("a service", List.of(), services("web {}"), "service.create web"),
                row("changed", List.of(services("web {}")), services("web {1}"), "service.modifyConfig web"),
                row("deleted", List.of(services("api {}", "web {}")), services("api {}"), "service.del web"),
                row("a deployment", List.of(), deployments("web/1 {}"), "deployment.add web/1"),
                row(
                        "some deployments, a new and a changed one",
                        List.of(deployments("web/2 {}", "web/1 {}")),
                        someDeployments("web/3 {}", "web/2 {1}"),
                        "deployment.add web/3",
                        "deployment.change web/2"),
                row(
                        "some deployments with nothing new",
                        List.of(deployments("web/2 {}", "web/1 {}")),
                        someDeployments("web/2 {}")),
                row(
                        "a step of it",
                        List.of(deployments("web/1 {}")),
                        deployments("web/1 {1}"),
                        "deployment.change web/1"),
                row(
                        "one that is out of the newest",
                        List.of(deployments("web/2 {}", "web/1 {}")),
                        deployments("web/3 {}", "web/2 {}"),
                        "deployment.remove web/1",
                        "deployment.add web/3"),
                row("announced", List.of(), routing("10.0.0.1:80"), "loadbalancer.add web"),
                row(
                        "announced elsewhere",
                        List.of(routing("10.0.0.1:80")),
                        routing("10.0.0.1:81"),
                        "loadbalancer.change web"),
                row(
                        "seen by HAProxy",
                        List.of(routing("10.0.0.1:80")),
                        balancers("UP", 5, NOW),
                        "loadbalancer.change web"),
                row(
                        "the same figures later",
                        List.of(routing("10.0.0.1:80"), balancers("UP", 5, NOW)),
                        balancers("UP", 5, NOW.plusSeconds(1))),
                row(
                        "down",
                        List.of(routing("10.0.0.1:80"), balancers("UP", 5, NOW)),
                        balancers("DOWN", 5, NOW.plusSeconds(1)),
                        "loadbalancer.change web"),
                row("a source", List.of(), source(null), "source.add fleet"),
                row("a source that is silent", List.of(source(null)), source("gone"), "source.change fleet"));
    }

    private static Arguments row(String name, List<Observation> before, Observation observation, String... told) {
        List<Observation> known = new ArrayList<>(before);
        // The orchestrator itself is there from the first reading on.
        known.add(0, new Observation.Source(SourceStatus.unread("etcd", NOW)));
        return Arguments.of(name, known, observation, List.of(told));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void what_is_seen_is_told(String name, List<Observation> before, Observation observation, List<String> told) {
        ClusterSnapshot known = ClusterSnapshot.UNKNOWN;
        for (Observation earlier : before) {
            known = known.after(earlier);
        }

        List<Change> changes = ClusterDiff.between(known, known.after(observation));

        assertThat(changes.stream().map(change -> change.type() + " " + idOf(change.subject())))
                .isEqualTo(told);
    }

    private static String idOf(Object subject) {
        Map<Class<?>, Function<Object, String>> ids = Map.of(
                Workload.class, unit -> ((Workload) unit).name().text(),
                Host.class, host -> ((Host) host).id(),
                Document.class, document -> ((Document) document).id(),
                SourceStatus.class, source -> ((SourceStatus) source).name());
        return ids.getOrDefault(subject.getClass(), balancer -> "web").apply(subject);
    }

    private static Workload unit(String name, String host, String active) {
        return new Workload(WorkloadName.of(name), host, Condition.RUNNING, "", "hash", Map.of("activeState", active));
    }

    private static Observation units(Workload... units) {
        return new Observation.Workloads(List.of(units));
    }

    private static Observation desired(String unit, String state) {
        return new Observation.DesiredStates(Map.of(WorkloadName.of(unit), state));
    }

    private static Observation services(String... services) {
        return new Observation.Services(documents(services));
    }

    private static Observation someDeployments(String... deployments) {
        return new Observation.SomeDeployments(documents(deployments));
    }

    private static Observation deployments(String... deployments) {
        return new Observation.Deployments(documents(deployments));
    }

    private static List<Document> documents(String... texts) {
        return Stream.of(texts)
                .map(text -> text.split(" "))
                .map(words -> new Document(words[0], false, words[1]))
                .collect(Collectors.toList());
    }

    private static Observation routing(String address) {
        return new Observation.Routing(KeyReader.read(
                new TreeMap<>(Map.of("/paz/config/hosts/10.0.0.1", "", "/paz/services/web/1/1", address))));
    }

    private static Observation balancers(String status, long requests, Instant at) {
        ServerFigures figures = new ServerFigures(status, 100, 0, 0, requests, 0, 0, 0, 0);
        return new Observation.Balancers(
                List.of(BalancerReading.answered("http://h", at, Map.of(new InstanceId("web", 1, 1), figures), 0)));
    }

    private static Observation source(String problem) {
        return new Observation.Source(new SourceStatus("fleet", true, NOW, problem));
    }
}
