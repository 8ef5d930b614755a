package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.etcd.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds when a part is missing, breaks or refuses. */
class FaultsTest extends RealParts {

    @Test
    void theFirstFilesAreThereWithoutEtcdAndTheLastOnesStay() throws Exception {
        etcd.kill();
        EmbeddedConfd confd = startConfd(Map.of());
        haproxy.start(internal);
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(404);
        assertThat(confd.status().etcdStale()).isTrue();

        etcd.start(folder.resolve("etcd"));
        Await.until("etcd takes writes", SOON, () -> succeeds("/paz/config/hosts/127.0.0.1"));
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        etcd.kill();
        Await.until("the loss is seen", SOON, () -> confd.status().etcdStale());
        confd.close();
        startConfd(Map.of());
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
    }

    @Test
    void filesThatAreEmptiedCutOrRemovedAreWrittenAgain() throws Exception {
        startAll();
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        for (Damage damage : List.<Damage>of(
                file -> Files.write(file, new byte[0]),
                file -> Files.write(file, new byte[] {'g', (byte) 0xc3}),
                Files::delete)) {
            Map<Path, byte[]> whole = new HashMap<>();
            for (String name : List.of("haproxy.cfg", "health.map", "hosts-internal.map", "hosts-public.map")) {
                whole.put(files.resolve(name), Files.readAllBytes(files.resolve(name)));
                damage.to(files.resolve(name));
            }
            for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
                Await.until(
                        file.getKey() + " is whole",
                        Duration.ofSeconds(30),
                        () -> holds(file.getKey(), file.getValue()));
            }
            awaitStatus(internal, "demo-api.paz", 200);
        }
    }

    private static boolean holds(Path file, byte[] content) {
        try {
            return Arrays.equals(content, Files.readAllBytes(file));
        } catch (IOException notThere) {
            return false;
        }
    }

    private interface Damage {
        void to(Path file) throws IOException;
    }

    @Test
    void aBadConfigurationKeepsTheLastGoodOne() throws Exception {
        Path directory = confDirectoryWith("{{getv \"/paz/config/line\" \"\"}}");
        EmbeddedConfd confd = startAll(directory, Map.of());
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        String good = Files.readString(files.resolve("haproxy.cfg"));

        put("/paz/config/line", "nonsense");
        Await.until(
                "the failure is shown", SOON, () -> confd.status().publishing().failure() != null);
        assertThat(confd.status().publishing().failure().reason())
                .contains("haproxy -c: config : parsing [haproxy.cfg:")
                .contains("unknown keyword 'nonsense'");
        assertThat(confd.status().healthy()).isFalse();
        assertThat(Files.readString(files.resolve("haproxy.cfg"))).isEqualTo(good);
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);

        delete("/paz/config/line");
        Await.until("all is well again", SOON, () -> confd.status().healthy());
    }

    @Test
    void aFailedReloadIsTriedAgain() throws Exception {
        Path directory =
                confDirectoryWith("{{range gets \"/paz/config/port\"}}listen extra\n  bind {{.Value}}\n{{end}}");
        EmbeddedConfd confd = startAll(directory, Map.of());
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            put("/paz/config/port", "127.0.0.1:" + taken.getLocalPort());
            Await.until(
                    "the failure is shown",
                    SOON,
                    () -> confd.status().publishing().failure() != null);
            assertThat(confd.status().publishing().failure().reason())
                    .startsWith("HAProxy could not start with the new configuration");
            assertThat(confd.status().publishing().reloadDue()).isTrue();
            assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
        }
        Await.until("the reload succeeds without another change", SOON, () -> confd.status()
                .healthy());
        assertThat(confd.status().publishing().reloadDue()).isFalse();
    }

    @Test
    void aReloadUnderLoadLosesNoRequestAndOldWorkersEnd() throws Exception {
        startAll(null, Map.of(ConfdOptions.MAX_OLD_WORKERS, "0"));
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, "demo-api.paz", 200);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger good = new AtomicInteger();
        List<String> bad = java.util.Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(CompletableFuture.runAsync(() -> load(stop, good, bad)));
        }

        try (Socket idle = new Socket()) {
            idle.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), internal));
            idle.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 3; i <= 10; i++) {
                String expected = "timeout check " + i + "s";
                put("/paz/config/services/demo-api/versions/1/health-timeout", Integer.toString(i));
                Await.until("the file holds " + expected, SOON, () -> configuration()
                        .contains(expected));
            }
            Await.until("more requests", SOON, () -> good.get() > 200);
            stop.set(true);
            clients.forEach(CompletableFuture::join);
            assertThat(bad).isEmpty();
            Await.until("old workers end although a connection is open", SOON, () -> oldWorkers() == 0);
        }
        System.out.println(good.get() + " requests during 8 reloads, none failed");
    }

    @Test
    void haproxyMayStartLaterAndAgain() throws Exception {
        EmbeddedConfd confd = startConfd(Map.of());
        put("/paz/config/hosts/127.0.0.1", "");
        put("/paz/services/demo-api/1/1", instance("one").address());
        Await.until("the file is written", SOON, () -> configuration().contains("server demo-api-1-1"));
        assertThat(confd.status().publishing().failure()).isNull();

        haproxy.start(internal);
        awaitStatus(internal, "demo-api.paz", 200);
        haproxy.close();
        haproxy.start(internal);
        put("/paz/services/web/1/1", instance("web").address());
        awaitStatus(internal, "web.paz", 200);
    }

    @Test
    void refusesToStartWithoutHaproxy() {
        ConfdOptions options = ConfdOptions.from(environment(Map.of(ConfdOptions.BINARY, "/no/such/haproxy")));
        assertThatThrownBy(() -> EmbeddedConfd.start(connection, options))
                .hasMessageStartingWith("HAProxy's first configuration: haproxy -c could not run (is /no/such/haproxy"
                        + " installed?)");
    }

    /** The figure is printed, not asserted: it depends on the machine. */
    private void load(AtomicBoolean stop, AtomicInteger good, List<String> bad) {
        while (!stop.get()) {
            int status = HaproxyServer.status(internal, "demo-api.paz");
            if (status == 200) {
                good.incrementAndGet();
            } else {
                bad.add("status " + status);
            }
        }
    }

    private long oldWorkers() {
        try {
            return haproxy.ask("show proc")
                    .lines()
                    .filter(line -> line.matches("\\d+\\s+worker\\s+[1-9].*"))
                    .count();
        } catch (java.io.IOException e) {
            // The socket is away while the master starts itself anew: not known yet.
            return -1;
        }
    }
}
