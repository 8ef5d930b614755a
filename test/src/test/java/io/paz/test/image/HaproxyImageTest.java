package io.paz.test.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.etcd.FreePort;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The images of HAProxy with a confd beside it, built on a base of this machine's own HAProxy. */
final class HaproxyImageTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int STOP_SECONDS = 20;
    private static final long KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    @EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
    void with_the_real_confd_it_routes_what_etcd_says_and_follows_it() throws Exception {
        try (LocalImages images = new LocalImages()) {
            String base = images.tag("haproxy");
            String confd = images.tag("confd");
            images.base("haproxy.sh", base, System.getenv("PAZ_CONFD"), confd);
            assertRoutes(images.build("haproxy-confd", Map.of("BASE", base, "CONFD", confd)));
        }
    }

    @Test
    void with_the_embedded_confd_it_routes_what_etcd_says_and_follows_it() throws Exception {
        try (LocalImages images = new LocalImages()) {
            String java = images.tag("java");
            String base = images.tag("haproxy-java");
            images.base("java.sh", java);
            images.base("haproxy-java.sh", base, java);
            assertRoutes(images.build("haproxy-confd", "embedded.Dockerfile", Map.of("BASE", base)));
        }
    }

    private void assertRoutes(String image) throws Exception {
        HttpServer instance = instance();
        int front = FreePort.next();
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints());
                GenericContainer<?> container = new GenericContainer<>(image)) {
            put(etcd, "/paz/config/hosts/127.0.0.1", "");
            container
                    .withNetworkMode("host")
                    .withEnv("PAZ_ETCD_ENDPOINTS", server.endpoints().get(0).toString())
                    .withEnv("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:" + front)
                    .withEnv("PAZ_HAPROXY_PUBLIC_BIND", "127.0.0.1:" + FreePort.next())
                    .withEnv("PAZ_HAPROXY_STATS_BIND", "127.0.0.1:" + FreePort.next())
                    .waitingFor(Wait.forSuccessfulCommand("test -S /run/haproxy/master.sock"))
                    .start();
            Await.until("HAProxy listens", TIMEOUT, () -> answer(front).equals("404"));

            put(
                    etcd,
                    "/paz/services/web/1/1",
                    "127.0.0.1:" + instance.getAddress().getPort());
            Await.until("web is routed", TIMEOUT, () -> answer(front).equals("200"));

            assertThat(container
                            .execInContainer(
                                    "sh", "-c", "grep -l \"^Uid:.$(id -u haproxy)\" /proc/[0-9]*/status | wc -l")
                            .getStdout()
                            .strip())
                    .as("workers that gave their rights up")
                    .isNotEqualTo("0");

            etcd.keys().delete("/paz/services/web/1/1").get();
            Await.until("web is routed no more", TIMEOUT, () -> answer(front).equals("404"));

            assertThat(container.getLogs()).doesNotContain("DEBUG");
            assertThat(exitCodeOfStopped(container)).isNotEqualTo(KILLED);
        } finally {
            instance.stop(0);
        }
    }

    private static HttpServer instance() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "web".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void put(EtcdConnection etcd, String key, String value) throws Exception {
        etcd.keys().put(key, value).get();
    }

    /** The status that the front end gives the service. */
    private static String answer(int front) {
        return Command.of(
                        "curl",
                        "-s",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Host: web.paz",
                        "http://127.0.0.1:" + front)
                .run(Map.of())
                .output();
    }

    private static Long exitCodeOfStopped(GenericContainer<?> container) {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        return container
                .getDockerClient()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
    }
}
