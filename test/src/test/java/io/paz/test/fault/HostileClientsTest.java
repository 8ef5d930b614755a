package io.paz.test.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paz.etcd.EtcdServer;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, or too slowly. */
final class HostileClientsTest {

    private static final int SLOW_CLIENTS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PROGRAMS_START = Duration.ofSeconds(30);
    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    @TempDir
    private static Path folder;

    /** Where the attackers write. */
    private static final String ATTACKED = "/paz/attacked/";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static Platform platform;
    private static Service service;

    @BeforeAll
    static void up() throws IOException {
        platform = new Platform(folder.resolve("paz"));
        platform.up("--no-demo");
        service = Service.create(platform, "clients", 2).deployed();
    }

    @AfterAll
    static void destroy() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT"})
    void a_body_of_ten_mebibytes_is_refused(String port) throws IOException {
        String request = head(
                platform.tokenOf(port),
                "POST /services",
                "Content-Type: application/json",
                "Content-Length: " + 10 * MIB);

        assertThat(statusOf(port, request)).isEqualTo("413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT"})
    void a_header_of_sixty_four_kibibytes_is_refused(String port) throws IOException {
        String request = head(platform.tokenOf(port), "GET /health", "X-Long: " + "x".repeat(64 * KIB));

        assertThat(statusOf(port, request)).isEqualTo("431");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT", "PAZ_HOST_PORT", "PAZ_HTTP_PORT"})
    void slow_clients_hold_up_no_one_else(String port) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < SLOW_CLIENTS; client++) {
                Socket socket = connect(port);
                slow.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(US_ASCII));
            }
            long began = System.nanoTime();
            platform.directory("GET", "/services", "").expect(200);
            platform.scheduler("GET", "/journal", "").expect(200);
            platform.host("GET", "/fleet/v1/state", "").expect(200);
            assertThat(service.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void nobody_but_the_platform_writes_to_etcd() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can act as another user");
        try (EtcdServer open = EtcdServer.unstarted().start(folder.resolve("open"))) {
            attack(open.endpoints().get(0).toString());
            assertThat(keys(List.of("etcdctl", "--endpoints=" + open.endpoints().get(0)), Map.of("ETCDCTL_API", "3")))
                    .as("the attacks work where etcd is open")
                    .hasSize(Files.isExecutable(CHROMIUM) ? 3 : 2);
        }
        attack("https://127.0.0.1:" + platform.setting("PAZ_ETCD_PORT"));

        assertThat(platform.etcdctl("get", "--prefix", "--keys-only", ATTACKED)).isBlank();
        assertThat(EtcdAttacks.theft(platform.home().resolve("certificates/root/tls.key"))
                        .output())
                .contains("Permission denied");
    }

    private static void attack(String endpoint) {
        EtcdAttacks attacks = new EtcdAttacks(endpoint, folder);
        attacks.requestOfLocalUser(ATTACKED + "request");
        attacks.clientOfLocalUser(ATTACKED + "client");
        if (Files.isExecutable(CHROMIUM)) {
            attacks.page(CHROMIUM, ATTACKED + "page");
        }
    }

    private static List<String> keys(List<String> etcdctl, Map<String, String> environment) {
        return new Command(etcdctl)
                .with(List.of("get", "--prefix", "--keys-only", ATTACKED))
                .run(environment)
                .expectSuccess()
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void keys_of_certificates_are_read_by_haproxys_part_and_the_orchestrator_alone() {
        String folder = "/paz-certificates/";

        for (String user : List.of("announcer", "scheduler", "paz", "metrics")) {
            assertThat(asUser(user, "get", "--prefix", folder)).as(user).contains("permission denied");
        }
        assertThat(asUser("confd", "get", "--prefix", folder)).doesNotContain("permission denied");
        assertThat(asUser("confd", "put", folder + "evil", "x")).contains("permission denied");
    }

    @Test
    void a_part_writes_only_its_own_keys_to_etcd() {
        String part = "/paz/services/paz-web";
        String announcement = "/paz/services/" + service.name() + "/1/1";

        assertThat(asUser("announcer", "put", part, "127.0.0.1:1")).contains("permission denied");
        assertThat(asUser("announcer", "put", "/paz/config/hosts/10.0.0.1", "")).contains("permission denied");
        assertThat(asUser("confd", "put", announcement, "127.0.0.1:1")).contains("permission denied");
        assertThat(asUser("orchestrator", "del", announcement)).contains("permission denied");
        assertThat(asUser("scheduler", "put", part, "127.0.0.1:1")).contains("permission denied");
        assertThat(asUser("paz", "put", announcement, "127.0.0.1:1")).contains("permission denied");
        assertThat(asUser("metrics", "get", announcement)).contains("permission denied");
        assertThat(asUser(
                        "scheduler",
                        "snapshot",
                        "save",
                        folder.resolve("stolen").toString()))
                .contains("permission denied");
        assertThat(asUser("orchestrator", "get", "--print-value-only", announcement))
                .matches("[0-9.]+:[0-9]+\\s*");
    }

    /** Who submits units is root on the machine; the token that people and CI have must not be enough. */
    @Test
    void the_administrators_token_opens_no_unit_and_the_hosts_token_no_service() throws IOException {
        String hosts = platform.tokenOf("PAZ_HOST_PORT");
        assertThat(statusOf("PAZ_HOST_PORT", head(hosts, "GET /fleet/v1/units")))
                .isEqualTo("200");
        for (String door : List.of("GET /fleet/v1/units", "GET /entries", "POST /backups", "GET /metrics")) {
            assertThat(statusOf("PAZ_HOST_PORT", head(platform.token(), door)))
                    .as(door)
                    .isEqualTo("401");
        }
        for (String port : List.of("PAZ_ORCHESTRATOR_PORT", "PAZ_SERVICE_DIRECTORY_PORT", "PAZ_SCHEDULER_PORT")) {
            assertThat(statusOf(port, head(platform.token(), "GET /services"))).isEqualTo("200");
            assertThat(statusOf(port, head(hosts, "GET /services"))).as(port).isEqualTo("401");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(platform.home().resolve("fleet-token"))))
                .isEqualTo("rw-------");
    }

    /** They name all services and their traffic, and every user of the machine reaches the port. */
    @Test
    void statistics_are_for_those_who_can_read_the_platforms_files() throws IOException {
        assertThat(statusOf("PAZ_STATS_PORT", head(platform.token(), "GET /;csv")))
                .isEqualTo("401");
        assertThat(statusOf("PAZ_STATS_PORT", head(platform.token(), "GET /metrics")))
                .isEqualTo("401");
        Path file = platform.home().resolve("haproxy/statistics-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String user = "paz:" + Files.readString(file).strip();
        assertThat(Command.of(
                                "curl",
                                "-sf",
                                "--user",
                                user,
                                "http://127.0.0.1:" + platform.setting("PAZ_STATS_PORT") + "/;csv")
                        .run(Map.of())
                        .expectSuccess()
                        .output())
                .contains(service.name() + ",BACKEND,");
    }

    @Test
    void a_container_reaches_haproxy_and_nothing_else_of_the_machine() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can change the machine's firewall");
        ContainerAttacks attacker = new ContainerAttacks(service.name() + "-1-1");
        ContainerAttacks other = new ContainerAttacks(service.name() + "-1-2");
        String bridge = "paz" + platform.id().substring(0, 10);
        String host = other.published().replaceAll(":.*", "");
        String[] ignoreDockersOwnRule = {"DOCKER-USER", "-i", bridge, "-o", bridge, "-j", "ACCEPT"};
        iptables("-I", ignoreDockersOwnRule);
        try (ServerSocket everywhere = new ServerSocket(0);
                NeighbourHost neighbour = new NeighbourHost(53, 80).echoing(53).echoing(5300)) {
            other.echo(53);
            if (NeighbourHost.hasIpv6()) {
                neighbour.joinIpv6();
                attacker.joinIpv6(bridge);
            }
            String gateway = attacker.address().replaceAll("[0-9]+$", "1");
            List<String> closed = List.of(
                    host + ":" + everywhere.getLocalPort(),
                    gateway + ":" + everywhere.getLocalPort(),
                    "169.254.77.1:" + everywhere.getLocalPort(),
                    neighbour.address() + ":80",
                    other.address() + ":8080",
                    other.published());
            List<String> open = List.of(
                    host + ":" + platform.setting("PAZ_HTTP_PORT"),
                    host + ":" + platform.setting("PAZ_PUBLIC_PORT"),
                    neighbour.address() + ":53");
            List<String> all = Stream.of(closed, open, ownPorts(host))
                    .flatMap(List::stream)
                    .toList();
            List<String> nameServer = List.of(neighbour.address() + ":53");
            List<String> datagrams = List.of(nameServer.get(0), neighbour.address() + ":5300", other.address() + ":53");
            List<String> overIpv6 = NeighbourHost.hasIpv6()
                    ? List.of("[fd00:78::2]:80", "[" + NeighbourHost.METADATA + "]:80")
                    : List.of();
            Await.until("the neighbour listens", PROGRAMS_START, () -> attacker.reached(open)
                    .equals(open));
            Await.until("the neighbour answers datagrams", PROGRAMS_START, () -> attacker.reachedByDatagram(nameServer)
                    .equals(nameServer));
            assertThat(attacker.reached(all)).isEqualTo(open);
            assertThat(attacker.reachedByDatagram(datagrams)).isEqualTo(nameServer);
            assertThat(attacker.reached(overIpv6)).isEmpty();

            ContainerAttacks.run(
                    "nft", "delete", "table", "inet", "paz_" + platform.id().substring(0, 12));
            assertThat(attacker.reached(all)).as("without the rules").containsAll(closed);
            assertThat(attacker.reachedByDatagram(datagrams))
                    .as("without the rules")
                    .isEqualTo(datagrams);
            assertThat(attacker.reached(overIpv6)).as("without the rules").isEqualTo(overIpv6);
            assertThat(platform.paz("status").output())
                    .contains("Containers reach more of this machine than they should: ", "./paz up makes them again");

            platform.up("--no-demo");
            assertThat(attacker.reached(all)).isEqualTo(open);
        } finally {
            iptables("-D", ignoreDockersOwnRule);
        }
    }

    /** Root starts it; its data and the key of its certificate are all that it reads. */
    @Test
    void etcd_has_no_rights_of_roots() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give its rights up");
        String status = Files.readString(Path.of("/proc/" + platform.pid("etcd") + "/status"));

        assertThat(status)
                .containsPattern("(?m)^Uid:\\s+[1-9]")
                .containsPattern("(?m)^Gid:\\s+[1-9]")
                .containsPattern("(?m)^Groups:\\s*$")
                .containsPattern("(?m)^NoNewPrivs:\\s+1$");
        assertThat(status.lines().filter(line -> line.matches("Cap(Inh|Prm|Eff|Bnd|Amb):.*")))
                .hasSize(5)
                .allMatch(line -> line.matches(".*\\s0+"));
        assertThat(platform.paz("etcdctl", "get", "--prefix", "--keys-only", "/paz/services/")
                        .expectSuccess()
                        .output())
                .contains(service.name());
    }

    /** Parts of Paz at the address where containers find HAProxy. */
    private static List<String> ownPorts(String host) {
        return Stream.of(
                        "PAZ_ETCD_PORT",
                        "PAZ_ETCD_PEER_PORT",
                        "PAZ_STATS_PORT",
                        "PAZ_HOST_PORT",
                        "PAZ_ORCHESTRATOR_PORT",
                        "PAZ_SERVICE_DIRECTORY_PORT",
                        "PAZ_SCHEDULER_PORT")
                .map(port -> host + ":" + platform.setting(port))
                .toList();
    }

    private static void iptables(String action, String... rule) {
        Command.of("iptables", "-w", action).with(List.of(rule)).run(Map.of()).expectSuccess();
    }

    /** A terminal would obey them: clear the screen, set its title, or answer as if the operator had typed. */
    @Test
    void escape_sequences_of_a_container_reach_no_terminal() {
        Service loud = Service.create(platform, "loud", 1);
        loud.patch("""
                {"command": ["perl", "-e", "print qq(\\\\e[31mred\\\\e]0;title\\\\a\\\\x9b2J\\\\rend\\\\n); die qq(\\\\e[2Jdead\\\\n)"]}""");
        String deployed = platform.paz("deploy", loud.name()).output();
        String logged = platform.paz("logs", loud.name()).expectSuccess().output();

        assertThat(deployed).contains("end", "is failed");
        assertThat(logged).contains("red", "dead");
        for (String printed : List.of(
                deployed,
                logged,
                platform.paz("status").output(),
                platform.paz("logs", "paz").output())) {
            assertThat(printed).doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]");
        }
    }

    private static String asUser(String user, String... arguments) {
        return platform.etcdctl(user, arguments).output();
    }

    private static String head(String token, String request, String... headers) {
        return request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static Socket connect(String port) throws IOException {
        Socket socket = new Socket("127.0.0.1", Integer.parseInt(platform.setting(port)));
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        return socket;
    }

    /** The status of the answer to a request that is sent as it is, and no further. */
    private static String statusOf(String port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), US_ASCII);
            return line.substring(line.indexOf(' ') + 1);
        }
    }
}
