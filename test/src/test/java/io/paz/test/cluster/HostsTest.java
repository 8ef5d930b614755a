package io.paz.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hosts without fleet: etcd, HAProxy, DNS and the journal's gateway, as units of each host's systemd. Beside HAProxy runs the
 * real confd where {@code PAZ_CONFD} names one, and the embedded one elsewhere. Nobody places units here, so instances are started and
 * announced by hand. The tests follow each other on one cluster.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HostsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** HAProxy's checks need 4.7 s at most. */
    private static final Duration ROUTES_GO = Duration.ofSeconds(5);

    private static final int INSTANCES = 6;
    private static final String SERVICE = Names.unique("web");

    @TempDir
    private static Path shared;

    private static @Nullable Cluster cluster;

    @BeforeAll
    static void install() {
        assumeThat(Cluster.canRun(shared))
                .as("systemd comes up in a container of this machine's engine")
                .isTrue();
        HostImages.save(shared, "paz/haproxy-confd", "paz/dns", "paz/demo-api");
        cluster = Cluster.start(3, shared);
        cluster.hosts().parallelStream().forEach(HostsTest::startUnits);
        for (int number = 1; number <= INSTANCES; number++) {
            startInstance(number);
        }
        put("/paz/config/services/%s/versions/1/health-path".formatted(SERVICE), "/health");
    }

    @AfterAll
    static void remove() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static void startUnits(ClusterHost host) {
        HostImages.load(host);
        host.output("cp /shared/units/0/*.service /etc/systemd/system/ && systemctl daemon-reload"
                + " && systemctl start paz-haproxy paz-dns paz-journal-gateway");
        put("/paz/config/hosts/" + host.ip(), "");
    }

    /** Two on each host. */
    private static void startInstance(int number) {
        ClusterHost host = cluster.host(number % 3 + 1);
        String address = host.ip() + ":" + (50_000 + number);
        host.output("docker run -d --network=paz --publish=%s:8080 --env=PAZ_INSTANCE=%d paz/demo-api"
                .formatted(address, number));
        put("/paz/services/%s/1/%d".formatted(SERVICE, number), address);
    }

    private static void put(String key, String value) {
        cluster.host(1).etcdctl("put %s '%s'".formatted(key, value));
    }

    private static void awaitRoutes(ClusterHost host, int routes) {
        Await.until(
                host.name() + " routes to " + routes + " instances",
                TIMEOUT,
                () -> HostProxy.up(host, SERVICE).size() == routes);
    }

    @Test
    @Order(1)
    void every_host_routes_to_all_instances_and_answers_for_their_names() {
        for (ClusterHost host : cluster.hosts()) {
            awaitRoutes(host, INSTANCES);
            assertThat(HostProxy.statuses(host, SERVICE, 12)).hasSize(12).containsOnly("200");
            assertThat(host.output("busybox nslookup %s.paz %s".formatted(SERVICE, host.ip())))
                    .contains("Address: " + host.ip());
            assertThat(host.output("curl -s --max-time 5 http://127.0.0.1:19531/machine"))
                    .contains("\"hostname\" : \"" + host.name());
        }
    }

    /** Each line is what an attacker sends who has no certificate: a user of a host, a container, or a page in the operator's browser. */
    @Test
    @Order(1)
    void nobody_without_a_certificate_gets_into_etcd() {
        ClusterHost host = cluster.host(1);
        // With the network of a container, and the programs of the host.
        String inContainer = "nsenter -n -t $(docker inspect -f '{{.State.Pid}}'"
                + " $(docker ps -q --filter ancestor=paz/demo-api | head -n 1)) ";
        assertThat(answer(
                        host,
                        inContainer + "curl -s -m 5 -o /dev/null -w '%{http_code}' http://" + host.ip() + ":8080/"))
                .as("what a container gets of a port that is for it")
                .isEqualTo("404");
        for (String address : List.of("127.0.0.1", host.ip(), cluster.host(2).ip())) {
            requireClosed(host, "", address);
            requireClosed(host, inContainer, address);
        }
        assertThat(host.etcdctl("get --keys-only x")).isBlank();
    }

    private static void requireClosed(ClusterHost host, String from, String address) {
        for (String port : List.of("2379", "2380")) {
            String place = address + ":" + port;
            assertThat(answer(
                            host, from + "curl -sk -m 5 https://%s/v2/keys/ https://%s/health".formatted(place, place)))
                    .as(from + place)
                    .isEmpty();
            assertThat(answer(
                            host,
                            from + "curl -s -m 5 -H 'Content-Type: text/plain' -H 'Origin: http://evil.example'"
                                    + " -d '{\"key\": \"eA==\", \"value\": \"eA==\"}' http://" + place + "/v3/kv/put"))
                    .as(from + place)
                    .doesNotContain("header");
        }
    }

    /** Whoever writes fleet's keys runs what he likes as root of every host, and whoever speaks as a member writes all keys. */
    @Test
    @Order(1)
    void the_certificate_of_a_part_opens_the_keys_of_that_part_only() {
        ClusterHost host = cluster.host(1);
        for (String user : List.of("announcer", "confd", "orchestrator", "scheduler", "paz", "metrics")) {
            assertThat(as(
                            user,
                            host,
                            "-X PUT -d value=x https://127.0.0.1:2379/v2/keys/_coreos.com/fleet/job/x.service/object"))
                    .as(user + " submits a unit to fleet")
                    .contains("Insufficient credentials");
            assertThat(as(user, host, "https://127.0.0.1:2379/v2/keys/_coreos.com/fleet/?recursive=true"))
                    .as(user + " reads fleet's units")
                    .contains("Insufficient credentials");
            assertThat(as(user, host, "https://%s:2380/members".formatted(host.ip())))
                    .as(user + " speaks as a member")
                    .isEmpty();
            assertThat(etcdctlFails(user, host, "put /paz/services/paz-web/attacked 10.0.0.1:1"))
                    .as(user + " writes another part's keys")
                    .isEqualTo(!user.equals("paz"));
        }
        assertThat(etcdctlFails("fleet", host, "get --prefix /paz/")).isTrue();
        assertThat(as("fleet", host, "-X PUT -d value=x https://127.0.0.1:2379/v2/keys/elsewhere"))
                .contains("Insufficient credentials");
        assertThat(as("fleet", host, "-X PUT -d value=x https://127.0.0.1:2379/v2/keys/_coreos.com/fleet/attacked"))
                .contains("\"action\":\"set\"");
        host.etcdctl("del /paz/services/paz-web/attacked");
    }

    @Test
    @Order(1)
    void a_container_reaches_haproxy_and_dns_and_nothing_else_of_any_host() {
        ClusterHost host = cluster.host(1);
        ClusterHost other = cluster.host(2);
        HostAttacks container = HostAttacks.fromContainer(host, instance(host, 1));
        host.output("docker run -d --name=elsewhere paz/demo-api; systemd-run busybox httpd -f -h /etc/paz -p 4194");
        List<String> closed = Stream.of(
                        HostAttacks.at(host.ip(), 2379, 2380, 4194, 8404, 19531, 49153),
                        HostAttacks.at(other.ip(), 2379, 2380, 8404, 19531, 50_001),
                        List.of(HostAttacks.startMetadataService(host)))
                .flatMap(List::stream)
                .toList();
        List<String> otherContainers = Stream.of(
                        HostAttacks.at(address(host, "elsewhere"), 8080),
                        HostAttacks.at(address(host, instance(host, 2)), 8080),
                        HostAttacks.at(host.ip(), 50_006))
                .flatMap(List::stream)
                .toList();
        List<String> open = Stream.of(host, other)
                .flatMap(each -> HostAttacks.at(each.ip(), 53, 80, 8080).stream())
                .toList();
        Await.until(
                "what is open answers", TIMEOUT, () -> container.reached(open).equals(open));
        assertThat(container.reached(closed)).isEmpty();
        assertThat(container.reached(otherContainers)).isEmpty();

        host.output("systemctl kill -s STOP paz-firewall; nft delete table inet paz");
        assertThat(container.reached(closed)).as("without the rules").contains(closed.toArray(String[]::new));
        assertThat(problems(host)).contains("containers reach more of the hosts than they should");
        host.output("systemctl kill -s CONT paz-firewall");
        Await.until("the rules are back", TIMEOUT, () -> host.succeeds("nft list table inet paz"));
        assertThat(container.reached(closed)).isEmpty();
        assertThat(problems(host)).doesNotContain("containers", "paz-firewall", "statistics");
        assertThat(host.output("journalctl --no-pager -u paz-firewall"))
                .contains("the rules are not, or no longer, as Paz made them; they are made again");
    }

    /** The journal, cAdvisor and fleet's API ask for no password; who submits a unit to fleet is root of all hosts. */
    @Test
    @Order(1)
    void doors_without_a_password_are_for_the_hosts_and_not_for_their_users_or_other_machines() {
        ClusterHost host = cluster.host(2);
        List<String> doors = HostAttacks.at("127.0.0.1", 19531, 49153);
        List<String> journal = HostAttacks.at(host.ip(), 19531);

        assertThat(new HostAttacks(host, "").reached(doors)).isEqualTo(doors);
        assertThat(new HostAttacks(cluster.host(1), "").reached(journal)).isEqualTo(journal);
        assertThat(HostAttacks.asLocalUser(host).reached(HostAttacks.at(host.ip(), 8080)))
                .isNotEmpty();
        assertThat(HostAttacks.asLocalUser(host).reached(doors)).isEmpty();
        assertThat(HostAttacks.asLocalUser(host).reached(journal)).isEmpty();
        assertThat(Command.of("curl", "-s", "-m", "5", "http://" + journal.get(0) + "/machine")
                        .run(Map.of())
                        .output())
                .as("the journal, asked from a machine that is no host")
                .isEmpty();
    }

    @Test
    @Order(1)
    void haproxys_statistics_are_for_those_who_know_the_password() {
        ClusterHost host = cluster.host(1);
        HostAttacks localUser = HostAttacks.asLocalUser(host);
        awaitRoutes(host, INSTANCES);
        for (String path : List.of(";csv", "metrics")) {
            String request = "curl -s -m 5 -o /dev/null -w '%{http_code}' 'http://" + host.ip() + ":8404/" + path + "'";
            assertThat(host.output(localUser.as() + request)).isEqualTo("401");
            assertThat(host.output(request + " --user paz:" + Cluster.TOKEN)).isEqualTo("401");
            assertThat(host.output(request + " --user paz:$(cat /etc/paz/statistics-password)"))
                    .isEqualTo("200");
        }
        for (String file : List.of("/etc/paz/statistics-password", "/run/paz/statistics-password")) {
            assertThat(host.succeeds(localUser.as() + "cat " + file)).as(file).isFalse();
        }
    }

    /** The master of HAProxy keeps its rights, for reloads; its workers read what strangers send. */
    @Test
    @Order(1)
    void etcd_and_haproxys_workers_have_no_rights_of_roots() {
        ClusterHost host = cluster.host(1);
        for (String program : List.of("etcd", "haproxy")) {
            String newest = host.output("cat /proc/$(pgrep -n -x " + program + ")/status");
            assertThat(newest).as(program).containsPattern("(?m)^Uid:\\s+[1-9]");
            assertThat(newest.lines().filter(line -> line.startsWith("CapEff:")))
                    .as(program)
                    .allMatch(line -> line.matches("CapEff:\\s+0+"));
        }
        HostAttacks etcd = new HostAttacks(host, "setpriv --reuid=10002 --regid=10002 --clear-groups -- ");
        for (String file : List.of("token", "secrets.key", "certificates/fleet/tls.key", "certificates/root/tls.key")) {
            assertThat(host.succeeds(etcd.as() + "cat /etc/paz/" + file))
                    .as(file)
                    .isFalse();
        }
    }

    /** What {@code scripts/cluster-status.sh} finds on a host. */
    private static String problems(ClusterHost host) {
        return host.output(". /shared/scripts/cluster-status.sh; host_problems");
    }

    /** The n-th instance that a host was given. */
    private static String instance(ClusterHost host, int number) {
        List<String> oldestLast = host.output("docker ps -q --filter ancestor=paz/demo-api --filter network=paz")
                .lines()
                .toList();
        return oldestLast.get(oldestLast.size() - number);
    }

    private static String address(ClusterHost host, String container) {
        return host.output("docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' " + container);
    }

    private static String as(String user, ClusterHost host, String request) {
        String own = "/etc/paz/certificates/" + user;
        return answer(
                host,
                "curl -s -m 5 --http1.1 --cacert %s/ca.crt --cert %s/tls.crt --key %s/tls.key ".formatted(own, own, own)
                        + request);
    }

    private static String answer(ClusterHost host, String command) {
        return host.shell(command).output();
    }

    private static boolean etcdctlFails(String user, ClusterHost host, String arguments) {
        return !host.succeeds(ClusterHost.etcdctlCommand(arguments)
                .replace(
                        "exec",
                        "own=/etc/paz/certificates/" + user
                                + "; ETCDCTL_CERT=$own/tls.crt; ETCDCTL_KEY=$own/tls.key; exec"));
    }

    @Test
    @Order(2)
    void an_etcd_leader_that_dies_disturbs_nothing() {
        ClusterHost leader = cluster.etcdLeader();
        try (Requests requests = Requests.to(cluster.host(2), SERVICE)) {
            leader.output("systemctl kill -s KILL etcd");
            ClusterHost other = cluster.hosts().stream()
                    .filter(host -> host != leader)
                    .findFirst()
                    .orElseThrow();
            Await.until(
                    "the others take writes",
                    TIMEOUT,
                    () -> other.succeeds(ClusterHost.etcdctlCommand(
                            "put /paz/config/services/%s/versions/1/weight 50".formatted(SERVICE))));
            assertThat(requests.stop()).containsOnly("200");
        }
        cluster.hosts().forEach(host -> awaitRoutes(host, INSTANCES));
    }

    @Test
    @Order(3)
    void a_host_that_is_lost_without_a_word_is_found_out_within_5_s_and_costs_no_request() {
        ClusterHost lost = cluster.host(3);
        List<ClusterHost> others = List.of(cluster.host(1), cluster.host(2));
        try (Requests requests = Requests.to(others.get(0), SERVICE)) {
            lost.lose();
            Await.until("no HAProxy calls an instance of host-3 up", ROUTES_GO, () -> others.stream()
                    .allMatch(host -> HostProxy.up(host, SERVICE).size() == INSTANCES - 2));
            assertThat(requests.stop()).hasSizeGreaterThan(50).containsOnly("200");
        }
        lost.startAgain();
        Await.until("host-3 has its engine again", TIMEOUT, () -> lost.succeeds("docker info"));
        lost.output("docker start $(docker ps -aq --filter ancestor=paz/demo-api)");
        others.forEach(host -> awaitRoutes(host, INSTANCES));
        HostAttacks container = HostAttacks.fromContainer(lost, instance(lost, 1));
        List<String> open = HostAttacks.at(cluster.host(1).ip(), 8080);
        assertThat(container.reached(open)).isEqualTo(open);
        assertThat(container.reached(HostAttacks.at(lost.ip(), 2379, 19531)))
                .as("after Docker made its own rules anew")
                .isEmpty();
    }

    @Test
    @Order(4)
    void a_part_of_paz_is_announced_and_a_lost_key_comes_back() {
        ClusterHost host = cluster.host(1);
        host.output("docker run -d --publish=%s:9002:8080 paz/demo-api".formatted(host.ip()));
        startAnnouncing(host);
        Await.until("host-2 leads to the part", TIMEOUT, () -> HostProxy.leadsTo(cluster.host(2), "paz-scheduler"));
        host.etcdctl("del /paz/services/paz-scheduler");
        Await.until("the key is back", TIMEOUT, () -> host.etcdctl("get --print-value-only /paz/services/paz-scheduler")
                .equals(host.ip() + ":9002"));
    }

    @Test
    @Order(5)
    void a_sidekick_says_what_it_lacks() {
        ClusterHost host = cluster.host(2);
        host.output("mv /opt/bin/etcdctl /root/");
        startAnnouncing(host);
        awaitInJournal(host, "etcdctl is not installed");
        host.output("mv /root/etcdctl /opt/bin/");
        awaitInJournal(host, "not announced, since http://" + host.ip() + ":9002/health does not answer");
    }

    private static void startAnnouncing(ClusterHost host) {
        host.output("cp /shared/units/1/paz-scheduler-announce.service /etc/systemd/system/ && systemctl daemon-reload"
                + " && systemctl start paz-scheduler-announce");
    }

    private static void awaitInJournal(ClusterHost host, String words) {
        Await.until(words + " is in the journal", TIMEOUT, () -> host.output(
                        "journalctl --no-pager -u paz-scheduler-announce")
                .contains(words));
    }
}
