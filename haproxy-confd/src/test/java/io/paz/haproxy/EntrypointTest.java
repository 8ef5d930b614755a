package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.EtcdServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The image with the real confd: what its watch missed, and a reload that failed, come right without another key changing. */
@Timeout(120)
final class EntrypointTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<URI> UNREACHABLE = List.of(URI.create("http://127.0.0.1:1"));

    @TempDir
    private Path folder;

    private Entrypoint entrypoint;

    @BeforeEach
    void prepare() {
        entrypoint = new Entrypoint(folder);
    }

    @AfterEach
    void stop() {
        entrypoint.close();
    }

    /** The program in confd's place writes what is wanted when its watch begins, and from then on no more. */
    @Test
    void whatTheWatchDroppedIsWrittenByAnotherWatchAndByNobodyElse() throws Exception {
        want("first");
        entrypoint.program("confd", """
                case " $* " in
                *' -sync-only '*) cp "$PAZ_HAPROXY_CONF/wanted" "$PAZ_HAPROXY_RUN/compared/files/haproxy.cfg" ;;
                *) cp "$PAZ_HAPROXY_CONF/wanted" "$PAZ_HAPROXY_CONF/haproxy.cfg" && haproxy-reload || true ;;
                esac
                echo "$*" >>"$PAZ_HAPROXY_CONF/calls"
                case " $* " in
                *' -watch '*) exec sleep 1000 ;;
                esac
                """);
        Path calls = Files.createFile(folder.resolve("calls"));
        entrypoint.start(UNREACHABLE, 1);
        awaitAnswer("first");
        Await.until("it watches", SOON, () -> lines(calls).stream().anyMatch(call -> call.startsWith("-watch ")));
        want("second");
        awaitAnswer("second");
        assertThat(lines(calls).stream().skip(1))
                .as("calls after the first, which comes before HAProxy")
                .isNotEmpty()
                .allMatch(call -> call.startsWith("-watch ") || call.startsWith("-onetime -sync-only "));
    }

    /** confd leaves a file in place whose reload failed, and finds nothing to do from then on. */
    @Test
    void aReloadThatFailedIsTriedAgain() throws Exception {
        want("first");
        entrypoint.program("confd", """
                case " $* " in
                *' -watch '*) exec sleep 1000 ;;
                *' -sync-only '*) exec cp "$PAZ_HAPROXY_CONF/haproxy.cfg" "$PAZ_HAPROXY_RUN/compared/files/haproxy.cfg" ;;
                esac
                cp "$PAZ_HAPROXY_CONF/wanted" "$PAZ_HAPROXY_CONF/haproxy.cfg"
                """);
        entrypoint.start(UNREACHABLE, 1);
        awaitAnswer("first");
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(file, "frontend all\n  nonsense\n");
        assertThat(entrypoint.reload()).isEqualTo(1);

        want("second");
        Files.copy(folder.resolve("wanted"), file, StandardCopyOption.REPLACE_EXISTING);
        awaitAnswer("second");
    }

    /**
     * A comparison that fetched the keys before a change is held until that change is written: from then on no file may be as it
     * was before.
     */
    @Test
    @EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
    void noComparisonTakesBackWhatTheWatchWroteMeanwhile() throws Exception {
        Path comparisons = Files.createFile(folder.resolve("comparisons"));
        Path reloads = Files.createFile(folder.resolve("reloads"));
        Path release = folder.resolve("release");
        entrypoint.program("confd", """
                case " $* " in
                *' -onetime '*) %1$s "$@"; status=$?; echo ended >>%2$s; exit $status ;;
                esac
                exec %1$s "$@"
                """.formatted(System.getenv("PAZ_CONFD"), comparisons));
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints());
                Instance one = new Instance("one");
                Instance two = new Instance("two")) {
            entrypoint.program("haproxy", """
                    if [ "$1" = -c ] && mv %1$s/hold %1$s/held 2>/dev/null; then
                      while [ ! -e %2$s ]; do sleep 0.05; done
                    fi
                    PATH='%3$s'
                    exec haproxy "$@"
                    """.formatted(folder, release, System.getenv("PATH")));
            entrypoint.program("haproxy-reload", """
                    grep -c %s %s >>%s
                    exec %s
                    """.formatted(
                            two.address(), folder.resolve("haproxy.cfg"), reloads, Entrypoint.RELOAD));
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/config/hosts/127.0.0.1", ""));
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/services/demo-api/1/1", one.address()));
            entrypoint.start(server.endpoints(), 1);
            Await.until("there is a route", SOON, () -> HaproxyServer.status(entrypoint.port, "demo-api.paz") == 200);

            Files.createFile(folder.resolve("hold"));
            Files.writeString(folder.resolve("haproxy.cfg"), "# as a fetch that failed leaves it\n");
            Await.until("a check is held", SOON, () -> Files.exists(folder.resolve("held")));
            int before = lines(comparisons).size();
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/services/demo-api/1/2", two.address()));
            Await.until(
                    "the change is written, or more comparisons found it missing",
                    SOON,
                    () -> isLast(reloads, "1") || lines(comparisons).size() > before + 1);

            int held = lines(comparisons).size();
            Files.createFile(release);
            Await.until("it is compared again", SOON, () -> lines(comparisons).size() > held && isLast(reloads, "1"));
            List<String> present = lines(reloads);
            assertThat(present.subList(present.indexOf("1"), present.size())).containsOnly("1");
        }
    }

    private static boolean isLast(Path file, String line) {
        List<String> lines = lines(file);
        return !lines.isEmpty() && lines.get(lines.size() - 1).equals(line);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
    void theRealConfdMendsAFileThatItsWatchLeftBehind() throws Exception {
        entrypoint.link("confd", Path.of(System.getenv("PAZ_CONFD")));
        try (EtcdServer server = EtcdServer.unstarted().start(folder.resolve("etcd"));
                EtcdConnection etcd = EtcdConnection.open(server.endpoints());
                Instance one = new Instance("one")) {
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/config/hosts/127.0.0.1", ""));
            Await.until("etcd takes it", SOON, () -> put(etcd, "/paz/services/demo-api/1/1", one.address()));
            entrypoint.start(server.endpoints(), 1);
            Await.until("there is a route", SOON, () -> HaproxyServer.status(entrypoint.port, "demo-api.paz") == 200);

            // As a fetch that failed leaves it: one file is of an earlier time.
            Files.writeString(folder.resolve("hosts-internal.map"), "");
            assertThat(entrypoint.reload()).isZero();
            Await.until("the route is back", SOON, () -> HaproxyServer.status(entrypoint.port, "demo-api.paz") == 200);
        }
    }

    private static boolean put(EtcdConnection etcd, String key, String value) {
        return etcd.keys()
                .put(key, value)
                .handle((done, failure) -> failure == null)
                .join();
    }

    private void awaitAnswer(String answer) {
        Await.until("HAProxy answers " + answer, SOON, () -> HaproxyServer.exchange(
                        entrypoint.port, "GET / HTTP/1.0\r\n\r\n")
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
                """.formatted(entrypoint.port, answer));
    }
}
