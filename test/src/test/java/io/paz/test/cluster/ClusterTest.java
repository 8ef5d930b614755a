package io.paz.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.orchestrator.LiveStream;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Paz on three hosts with the real fleet and the real confd. The tests follow each other on one cluster. */
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETD,
        matches = ".+",
        disabledReason = "PAZ_FLEETD names no real fleet")
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETCTL,
        matches = ".+",
        disabledReason = "PAZ_FLEETCTL names no real fleetctl")
@EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    /** HAProxy's checks need 4.7 s at most. */
    private static final Duration ROUTES_GO = Duration.ofSeconds(5);
    /** fleet's time to live, 30 s, and 10 s. */
    private static final Duration INSTANCES_MOVE = Duration.ofSeconds(40);

    /** The hosts must have been the same for a minute; there is a look each minute. */
    private static final Duration SPREAD_AGAIN = Duration.ofMinutes(4);

    private static final int INSTANCES = 6;
    private static final String SERVICE = Names.unique("web");
    private static final String FURTHER = Names.unique("further");
    private static final String MACHINES =
            "/opt/bin/fleetctl --endpoint=http://127.0.0.1:49153 list-machines --no-legend";
    private static final String FLEET_AND_INSTANCES = "systemctl show --property=MainPID fleet; docker ps --quiet"
            + " --no-trunc --filter label=io.paz.service=" + SERVICE + " | sort";

    @TempDir
    private static Path shared;

    private static @Nullable PazCluster paz;

    @BeforeAll
    static void install() {
        paz = PazCluster.install(shared);
    }

    @AfterAll
    static void remove() {
        if (paz != null) {
            paz.close();
        }
    }

    private static void create(String service, int instances) {
        paz.call("POST", PazCluster.DIRECTORY, "/services", """
                {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": %d,
                 "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service, instances));
    }

    private static void deploy(String service) {
        paz.call(
                "POST",
                PazCluster.SCHEDULER,
                "/hooks/deploy?wait=true",
                "{\"serviceName\": \"%s\", \"dockerRepository\": \"paz/demo-api\"}".formatted(service));
    }

    /** All that was done, oldest first; what drifted and was mended comes behind. */
    private static List<JsonNode> journal() {
        return paz.call("GET", PazCluster.SCHEDULER, "/journal", "")
                .required("doc")
                .valueStream()
                .toList();
    }

    private static void awaitAllRoutesOnEveryHost() {
        paz.hosts().forEach(ClusterTest::awaitAllRoutesOn);
    }

    private static void awaitAllRoutesOn(ClusterHost host) {
        Await.until(
                host.name() + " routes to all instances",
                TIMEOUT,
                () -> HostProxy.up(host, SERVICE).size() == INSTANCES);
    }

    @Test
    @Order(1)
    void instances_spread_over_the_hosts_and_every_host_routes_to_all() {
        create(SERVICE, INSTANCES);
        deploy(SERVICE);
        awaitAllRoutesOnEveryHost();
        requireHalfBesidesEachHost(paz.hosts());
    }

    /** Whatever host is lost, half of the instances are on others. */
    private static void requireHalfBesidesEachHost(List<ClusterHost> hosts) {
        assertThat(hosts.stream().map(host -> paz.containers(host, SERVICE).size()))
                .as("instances on each host")
                .allMatch(count -> count <= INSTANCES / 2);
    }

    @Test
    @Order(2)
    void every_host_has_the_page_under_its_name() {
        for (ClusterHost host : paz.hosts()) {
            Await.until("the page is on " + host.name(), TIMEOUT, () -> host.shell(
                            "curl -s -H 'Host: paz-web.paz' http://%s:8080/ui/".formatted(host.ip()))
                    .output()
                    .contains("<html"));
        }
    }

    @Test
    @Order(3)
    void a_redeployment_under_load_drops_nothing() throws InterruptedException {
        List<String> answers;
        Thread deployment = new Thread(() -> deploy(SERVICE));
        deployment.start();
        do {
            answers = HostProxy.answers(paz.host(2), SERVICE, 50);
            assertThat(answers.stream().filter(line -> line.matches("[0-9]{3}")))
                    .hasSize(50)
                    .containsOnly("200");
        } while (deployment.isAlive());
        deployment.join();
        assertThat(answers).anyMatch(line -> line.contains("\"version\":\"2\""));
    }

    @Test
    @Order(4)
    void the_whole_of_paz_killed_disturbs_no_service() {
        ClusterHost home = paz.host(1);
        home.output("docker kill paz-scheduler paz-service-directory paz-orchestrator");
        assertThat(HostProxy.statuses(paz.host(2), SERVICE, 50)).hasSize(50).containsOnly("200");
        paz.awaitHealthy();
        assertThat(paz.call("GET", PazCluster.DIRECTORY, "/services/" + SERVICE, "")
                        .required("doc")
                        .required("name")
                        .asString())
                .isEqualTo(SERVICE);
    }

    @Test
    @Order(5)
    void an_etcd_leader_that_dies_disturbs_nothing() {
        paz.etcdLeader().output("systemctl kill -s KILL etcd");
        awaitAllRoutesOnEveryHost();
        assertThat(HostProxy.statuses(paz.host(2), SERVICE, 50)).hasSize(50).containsOnly("200");
    }

    @Test
    @Order(6)
    void every_host_answers_for_names_under_paz() {
        for (ClusterHost host : paz.hosts()) {
            Command.Result answer = host.shell("busybox nslookup %s.paz %s".formatted(SERVICE, host.ip()));
            assertThat(answer.output()).contains("Address: " + host.ip());
        }
    }

    @Test
    @Order(7)
    void what_a_host_is_chosen_by_is_told_when_it_changes() {
        ClusterHost host = paz.host(3);
        String machine = host.output("cat /etc/machine-id");
        List<String> before = paz.containers(host, SERVICE);
        try (LiveStream stream = stream()) {
            Await.until("the stream begins", TIMEOUT, () -> stream.types().contains("snapshot"));
            Await.until("fleet takes the new metadata", TIMEOUT, () -> host.succeeds(giveMetadata(machine)));
            Await.until("the new metadata of host-3 are told", TIMEOUT, () -> stream.data("host.change")
                    .anyMatch(told -> told.path("ID").asString().equals(machine)
                            && told.at("/Metadata/disk").asString().equals("fast")));
        }
        assertThat(paz.containers(host, SERVICE))
                .as("a host that is only named otherwise keeps what it runs")
                .isEqualTo(before);
    }

    /** fleet answers 500 while etcd, in the test before, has not got over the loss of its leader. */
    private static String giveMetadata(String machine) {
        return ("curl -sSf -X PATCH -H 'Content-Type: application/json' http://127.0.0.1:49153/fleet/v1/machines"
                        + " -d '[{\"op\": \"add\", \"path\": \"/%s/metadata/disk\", \"value\": {\"value\": \"fast\"}}]'")
                .formatted(machine);
    }

    @Test
    @Order(8)
    void a_host_that_is_lost_loses_its_routes_and_its_instances_move_once() {
        ClusterHost lost = paz.host(3);
        String machine = lost.output("cat /etc/machine-id");
        int there = paz.containers(lost, SERVICE).size();
        assertThat(there).as("instances that the loss concerns").isPositive();

        try (LiveStream stream = stream();
                Requests requests = Requests.to(paz.host(1), SERVICE)) {
            lost.kill();
            Await.until(
                    "the routes to host-3 are out",
                    ROUTES_GO,
                    () -> HostProxy.up(paz.host(1), SERVICE).size() == INSTANCES - there);
            Await.until(
                    "its instances run elsewhere",
                    INSTANCES_MOVE,
                    () -> paz.containers(paz.host(1), SERVICE).size()
                                    + paz.containers(paz.host(2), SERVICE).size()
                            == INSTANCES);
            Await.until("the loss of host-3 is told", TIMEOUT, () -> isTold(stream, "host.remove", machine));
            // One that met the lost host was sent again to another.
            assertThat(requests.stop()).hasSizeGreaterThan(100).containsOnly("200");
            requireHalfBesidesEachHost(List.of(paz.host(1), paz.host(2)));
        }

        try (LiveStream stream = stream()) {
            lost.startAgain();
            Await.until("host-3 is back", TIMEOUT, () -> lost.succeeds("docker info && systemctl is-active fleet"));
            Await.until("the return of host-3 is told", TIMEOUT, () -> isTold(stream, "host.add", machine));
        }
        try (Requests requests = Requests.to(paz.host(1), SERVICE)) {
            Await.until(
                    "instances are spread again over the host that is back",
                    SPREAD_AGAIN,
                    () -> !paz.containers(lost, SERVICE).isEmpty()
                            && journal().stream().anyMatch(ClusterTest::isMoved));
            assertThat(requests.stop()).hasSizeGreaterThan(100).containsOnly("200");
        }
        awaitNothingMoves();
        awaitAllRoutesOnEveryHost();
        assertThat(containers()).doesNotHaveDuplicates();
    }

    /** What moves when a host is lost is another test's. */
    private static void awaitNothingMoves() {
        Await.until(
                "Paz moves no instance any more",
                SPREAD_AGAIN,
                () -> containers().size() == INSTANCES
                        && paz.call("GET", PazCluster.SCHEDULER, "/drift", "").findValues("mended").stream()
                                .noneMatch(JsonNode::asBoolean));
    }

    private static List<String> containers() {
        return paz.hosts().stream()
                .flatMap(host -> paz.containers(host, SERVICE).stream())
                .toList();
    }

    private static boolean isMoved(JsonNode line) {
        return line.toString().contains("Paz drains it and has it placed anew");
    }

    private static LiveStream stream() {
        return new LiveStream(paz.host(1).ip() + ":" + PazCluster.ORCHESTRATOR, Cluster.TOKEN);
    }

    private static boolean isTold(LiveStream stream, String type, String machine) {
        return stream.data(type).anyMatch(told -> told.path("ID").asString().equals(machine));
    }

    @Test
    @Order(9)
    void the_home_of_paz_goes_and_comes_back_with_its_data() {
        awaitNothingMoves();
        ClusterHost home = paz.host(1);
        List<JsonNode> journal = journal();
        assertThat(paz.containers(home, SERVICE))
                .as("instances that the loss concerns")
                .isNotEmpty();
        try (Requests requests = Requests.to(paz.host(2), SERVICE)) {
            home.kill();
            Await.until(
                    "fleet starts its instances elsewhere, and nothing of Paz",
                    INSTANCES_MOVE,
                    () -> paz.containers(paz.host(2), SERVICE).size()
                                    + paz.containers(paz.host(3), SERVICE).size()
                            == INSTANCES);
            assertThat(requests.stop()).hasSizeGreaterThan(100).containsOnly("200");
        }
        for (int number : List.of(2, 3)) {
            assertThat(paz.host(number).output("docker ps --format '{{.Names}}'"))
                    .doesNotContain("paz-scheduler", "paz-service-directory");
        }

        home.startAgain();
        paz.awaitHealthy();
        assertThat(journal()).startsWith(journal.toArray(JsonNode[]::new));
        awaitAllRoutesOnEveryHost();
    }

    @Test
    @Order(10)
    void another_host_becomes_the_home_of_paz_and_has_its_data_again() throws IOException {
        awaitNothingMoves();
        // fleet places on the host with the fewest units. A home that came back has only Paz's own eight, two more than
        // each of the others has with three instances. Six more instances may all be placed beside it, ten cannot.
        create(FURTHER, 10);
        deploy(FURTHER);
        assertThat(paz.containers(paz.host(1), FURTHER))
                .as("instances that the loss of the home concerns")
                .isNotEmpty();
        Path token = Files.writeString(shared.resolve("token"), Cluster.TOKEN);
        List<JsonNode> journal = journal();
        JsonNode catalogue = paz.call("GET", PazCluster.DIRECTORY, "/services", "");
        paz.backUp(token);

        ClusterHost next = paz.host(2);
        assertThat(paz.tryToRestoreOn(next).output()).startsWith("Paz has a home already: machine ");
        try (Requests requests = Requests.to(next, FURTHER)) {
            paz.host(1).kill();
            Await.until("fleet has noticed the loss of its home", TIMEOUT, () -> next.output(MACHINES)
                    .lines()
                    .noneMatch(machine -> machine.contains("paz=home")));
            awaitAllRoutesOn(next);
            String before = next.output(FLEET_AND_INSTANCES);
            assertThat(before.lines()).as("fleet and instances on host-2").hasSizeGreaterThan(1);
            assertThat(paz.tryToRestoreChangedBackupOn(next))
                    .contains("was changed after it was signed", "nothing was changed");
            assertThat(paz.restoreWithInterruptionsOn(next)).isGreaterThan(30);
            assertThat(requests.stop()).hasSizeGreaterThan(100).containsOnly("200");
            assertThat(next.output(FLEET_AND_INSTANCES))
                    .as("neither fleet nor any instance of the new home was started anew")
                    .isEqualTo(before);
        }
        assertThat(journal()).startsWith(journal.toArray(JsonNode[]::new));
        assertThat(paz.call("GET", PazCluster.DIRECTORY, "/services", "")).isEqualTo(catalogue);
        assertThat(paz.tryToRestoreOn(next).output()).contains("there is a store already; nothing was changed");
        deploy(SERVICE);
        assertThat(HostProxy.answers(paz.host(3), SERVICE, 6)).anyMatch(line -> line.contains("\"version\":\"3\""));
        String audit = next.output("cd /shared/scripts; ./cluster-audit.sh verify; ./cluster-audit.sh show 1000");
        assertThat(audit.lines().filter(line -> line.contains(" is whole"))).hasSize(3);
        assertThat(audit).as("what was recorded on the home that is lost").contains("POST /services");
    }

    @Test
    @Order(11)
    void a_lost_home_that_comes_back_is_no_home_where_fleet_was_told_so() {
        ClusterHost lost = paz.host(1);
        ClusterHost home = paz.host(2);
        home.output(("curl -sSf -X PATCH -H 'Content-Type: application/json' http://127.0.0.1:49153/fleet/v1/machines"
                        + " -d '[{\"op\": \"remove\", \"path\": \"/%s/metadata/paz\"}]'")
                .formatted(lost.machine()));
        lost.startAgain();
        Await.until("host-1 is back", TIMEOUT, () -> isKnown(lost));
        assertThat(home.output(MACHINES).lines().filter(machine -> machine.contains("paz=home")))
                .singleElement()
                .asString()
                .contains(home.ip());
        awaitAllRoutesOnEveryHost();
        assertThat(lost.output("docker ps --format '{{.Names}}'"))
                .doesNotContain("paz-scheduler", "paz-service-directory");
    }

    /** fleet takes such a host for lost until the old registration ends, and stops what runs there when it is back. */
    @Test
    @Order(12)
    void a_fleetd_that_dies_costs_no_request_where_other_hosts_have_instances() {
        awaitNothingMoves();
        ClusterHost host = paz.host(3);
        assertThat(paz.containers(host, SERVICE))
                .as("instances that fleet moves")
                .isNotEmpty();
        try (Requests requests = Requests.to(paz.host(2), SERVICE)) {
            host.output("systemctl kill -s KILL fleet");
            Await.until("fleet takes host-3 for lost", TIMEOUT, () -> !isKnown(host));
            Await.until("fleet has host-3 again", TIMEOUT, () -> isKnown(host));
            Await.until(
                    "each instance runs once",
                    TIMEOUT,
                    () -> containers().size() == INSTANCES
                            && Set.copyOf(containers()).size() == INSTANCES);
            awaitAllRoutesOnEveryHost();
            assertThat(requests.stop()).hasSizeGreaterThan(100).containsOnly("200");
        }
    }

    private static boolean isKnown(ClusterHost host) {
        return paz.host(2).output(MACHINES).lines().anyMatch(machine -> machine.contains(host.ip()));
    }
}
