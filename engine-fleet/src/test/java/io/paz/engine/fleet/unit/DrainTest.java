package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.PortMapping;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
import io.paz.testing.RealEtcd;
import io.paz.testing.RealHaproxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs before a container's SIGTERM, exactly as systemd reads it in the unit, with a real container, HAProxy and etcd. */
class DrainTest {

    private static final int STOP_SECONDS = 8;
    private static final int PORT = 8080;

    /** Speaks HTTP/1.1 with kept connections; {@code /slow} takes 2 s, {@code /socket} changes the protocol and stays open 3 s. */
    private static final String SERVER = """
            use IO::Socket::INET;
            $SIG{CHLD} = 'IGNORE';
            my $listener = IO::Socket::INET->new(LocalPort => 8080, Listen => 128, ReuseAddr => 1) or die;
            while (my $client = $listener->accept) {
                next if fork;
                $client->autoflush(1);
                while (my $request = <$client>) {
                    while (my $header = <$client>) { last if $header eq "\\r\\n" }
                    if ($request =~ m{ /socket }) {
                        print $client "HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n";
                        sleep 3;
                        print $client 'bye';
                        exit;
                    }
                    sleep 2 if $request =~ m{ /slow };
                    print $client "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok";
                }
                exit;
            }
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static RealEtcd etcd;
    private static BusyboxImage image;
    private static String bridge;

    private final ReleaseId id =
            new ReleaseId("d" + UUID.randomUUID().toString().substring(0, 8), 1);
    private final String container = id.service() + "-1-1";
    private final String key = "/paz/services/" + id.service() + "/1/1";
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RealHaproxy haproxy;

    @BeforeAll
    static void start() throws IOException {
        etcd = new RealEtcd(shared.resolve("etcd"));
        image = new BusyboxImage(shared);
        bridge = BusyboxImage.bridgeAddress();
    }

    @AfterAll
    static void stop() {
        image.close();
        etcd.close();
    }

    @BeforeEach
    void route() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "docker",
                "run",
                "-d",
                "--label",
                "io.paz.platform=paz-test",
                "--name",
                container,
                "-p",
                bridge + "::" + PORT));
        List.of("/usr", "/lib", "/lib64").forEach(path -> line.addAll(List.of("-v", path + ":" + path + ":ro")));
        line.addAll(List.of(image.name(), "/usr/bin/perl", "-e", SERVER));
        Command.run(Map.of(), line);
        haproxy = new RealHaproxy(folder, "server web-1-1 " + Command.run("docker", "port", container, PORT + "/tcp"));
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/").get().statusCode() == 200);
    }

    @AfterEach
    void remove() {
        if (haproxy != null) {
            haproxy.close();
        }
        Command.run("docker", "rm", "-f", container);
    }

    @Test
    void a_slow_request_is_waited_for() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = get("/slow");
        awaitConnection();
        haproxy.reload("");
        assertThat(drain(STOP_SECONDS)).isEqualTo("no connection to " + container + " is open");
        assertThat(slow).isCompleted();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_that_changed_its_protocol_is_waited_for() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), haproxy.port())) {
            socket.getOutputStream()
                    .write("GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            awaitConnection();
            haproxy.reload("");
            assertThat(drain(STOP_SECONDS)).isEqualTo("no connection to " + container + " is open");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 101 ")
                    .endsWith("bye");
        }
    }

    @Test
    void idle_connections_that_haproxy_keeps_do_not_hold_it_up() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 32).mapToObj(i -> get("/slow")).toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        haproxy.reload("");
        assertThat(drain(STOP_SECONDS)).isEqualTo("no connection to " + container + " is open");
    }

    @Test
    void a_connection_that_stays_is_cut_off_at_the_end_of_the_time() throws Exception {
        String[] address =
                Command.run("docker", "port", container, PORT + "/tcp").split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            assertThat(socket.isConnected()).isTrue();
            awaitConnection();
            assertThat(drain(2)).isEqualTo("connections to " + container + " are still open after 2 s");
        }
    }

    @Test
    void the_key_goes_first_so_that_no_new_request_comes() throws IOException {
        etcd.ctl("put", key, bridge + ":80");
        drain(STOP_SECONDS);
        assertThat(etcd.get(key)).isEmpty();
    }

    @Test
    void the_key_of_another_host_stays() throws IOException {
        etcd.ctl("put", key, "10.9.9.9:80");
        drain(STOP_SECONDS);
        assertThat(etcd.get(key)).isEqualTo("10.9.9.9:80");
    }

    @Test
    void a_container_that_ended_and_one_with_no_time_to_stop_are_not_waited_for() throws IOException {
        assertThat(drain(0)).isEmpty();
        Command.run("docker", "kill", container);
        assertThat(drain(STOP_SECONDS)).isEmpty();
        Command.run("docker", "rm", container);
        assertThat(drain(STOP_SECONDS)).isEmpty();
    }

    private String drain(int stopSeconds) throws IOException {
        ContainerSpec spec = ContainerSpec.builder(id, image.name())
                .ports(List.of(new PortMapping(PORT, null)))
                .stopSeconds(stopSeconds)
                .build();
        UnitFile unit = new UnitRenderer(new HostDefaults(bridge, etcd.endpoint(), "paz-test"))
                .render(spec)
                .get(0);
        List<String> command = Systemd.debug(folder, unit).commands("ExecStop").get(0).stream()
                .map(word -> word.replace("$$", "$"))
                .toList();
        return Command.run(
                        Map.of(
                                "PAZ_HOST_IP",
                                bridge,
                                "PAZ_ETCD_ENDPOINTS",
                                etcd.endpoint(),
                                "PAZ_PLATFORM",
                                "paz-test"),
                        command)
                .strip();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        URI address = URI.create("http://127.0.0.1:" + haproxy.port() + path);
        return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private void awaitConnection() {
        String pid = Command.run("docker", "inspect", "-f", "{{.State.Pid}}", container);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Command.run("cat", "/proc/" + pid + "/net/tcp", "/proc/" + pid + "/net/tcp6")
                        .contains(" 01 "));
    }
}
