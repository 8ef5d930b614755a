package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import io.paz.etcd.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The image with the real confd: what its watch missed, and a reload that failed, come right without another key changing. */
@Timeout(120)
final class EntrypointTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final int port = FreePort.next();
    private Process entrypoint;

    @AfterEach
    void stop() throws Exception {
        if (entrypoint != null) {
            List<ProcessHandle> all = entrypoint.descendants().toList();
            entrypoint.destroy();
            all.forEach(ProcessHandle::destroy);
            assertThat(entrypoint.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The program in confd's place does nothing while it watches, and copies what is wanted when it is asked to compare once. */
    @Test
    void whatTheWatchDroppedIsTakenOverByTheNextComparison() throws Exception {
        want("first");
        program("confd", """
                case " $* " in
                *' -watch '*) exec sleep 1000 ;;
                esac
                cmp -s "$WANTED" "$PAZ_HAPROXY_CONF/haproxy.cfg" && exit 0
                cp "$WANTED" "$PAZ_HAPROXY_CONF/haproxy.cfg"
                haproxy-reload || true
                """);
        start("/none", "http://127.0.0.1:1");
        awaitAnswer("first");
        want("second");
        awaitAnswer("second");
    }

    /** confd leaves a file in place whose reload failed, and finds nothing to do from then on. */
    @Test
    void aReloadThatFailedIsTriedAgain() throws Exception {
        want("first");
        program("confd", """
                case " $* " in
                *' -watch '*) exec sleep 1000 ;;
                esac
                [ ! -s "$PAZ_HAPROXY_CONF/haproxy.cfg" ] || exit 0
                cp "$WANTED" "$PAZ_HAPROXY_CONF/haproxy.cfg"
                """);
        start("/none", "http://127.0.0.1:1");
        awaitAnswer("first");
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(file, "frontend all\n  nonsense\n");
        assertThat(reload()).isEqualTo(1);

        want("second");
        Files.copy(folder.resolve("wanted"), file, StandardCopyOption.REPLACE_EXISTING);
        awaitAnswer("second");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
    void theRealConfdMendsAFileThatItsWatchLeftBehind() throws Exception {
        Files.createSymbolicLink(bin().resolve("confd"), Path.of(System.getenv("PAZ_CONFD")));
        Path confd = realFiles();
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints());
                Instance one = new Instance("one")) {
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/config/hosts/127.0.0.1", ""));
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/services/demo-api/1/1", one.address()));
            start(confd.toString(), server.endpoints().get(0).toString());
            Await.until("there is a route", SOON, () -> HaproxyServer.status(port, "demo-api.paz") == 200);

            // As a fetch that failed leaves it: one file is of an earlier time.
            Files.writeString(folder.resolve("hosts-internal.map"), "");
            assertThat(reload()).isZero();
            Await.until("the route is back", SOON, () -> HaproxyServer.status(port, "demo-api.paz") == 200);
        }
    }

    private static boolean put(EtcdConnection etcd, String key, String value) {
        return etcd.keys()
                .put(key, value)
                .handle((done, failure) -> failure == null)
                .join();
    }

    private Path realFiles() throws IOException {
        Path confd = folder.resolve("confd");
        for (String part : List.of("conf.d", "templates")) {
            Files.createDirectories(confd.resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.toList()) {
                    Files.writeString(
                            confd.resolve(file), Files.readString(file).replace("/etc/haproxy", folder.toString()));
                }
            }
        }
        return confd;
    }

    private int reload() throws Exception {
        ProcessBuilder script =
                new ProcessBuilder(bin().resolve("haproxy-reload").toString());
        script.environment().put("PAZ_HAPROXY_RUN", folder.toString());
        return script.start().waitFor();
    }

    private void awaitAnswer(String answer) {
        Await.until("HAProxy answers " + answer, SOON, () -> HaproxyServer.exchange(port, "GET / HTTP/1.0\r\n\r\n")
                .endsWith(answer));
    }

    private void want(String answer) throws IOException {
        Files.writeString(folder.resolve("wanted"), """
                defaults
                  mode http
                  timeout client 5s
                frontend all
                  bind 127.0.0.1:%d
                  http-request return status 200 content-type text/plain string "%s"
                """.formatted(port, answer));
    }

    private Path bin() throws IOException {
        return Files.createDirectories(folder.resolve("bin"));
    }

    private void program(String name, String text) throws IOException {
        Files.writeString(bin().resolve(name), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(bin().resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void start(String confDirectory, String endpoint) throws IOException {
        Files.createSymbolicLink(
                bin().resolve("haproxy-reload"), Path.of("haproxy-reload.sh").toAbsolutePath());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of("entrypoint.sh").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("entrypoint.log").toFile());
        builder.environment().put("PATH", bin() + ":" + System.getenv("PATH"));
        builder.environment().put("WANTED", folder.resolve("wanted").toString());
        builder.environment().put("PAZ_HAPROXY_RUN", folder.toString());
        builder.environment().put("PAZ_HAPROXY_CONF", folder.toString());
        builder.environment().put("PAZ_HAPROXY_INTERNAL_BIND", "127.0.0.1:" + port);
        builder.environment().put("PAZ_HAPROXY_PUBLIC_BIND", "127.0.0.1:" + FreePort.next());
        builder.environment().put("PAZ_HAPROXY_STATS_BIND", "127.0.0.1:" + FreePort.next());
        builder.environment().put("PAZ_HAPROXY_MAXCONN", "200");
        builder.environment().put("PAZ_CONFD_DIRECTORY", confDirectory);
        builder.environment().put("PAZ_ETCD_ENDPOINTS", endpoint);
        builder.environment().put("PAZ_CONFD_INTERVAL", "1");
        entrypoint = builder.start();
    }
}
