package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** HAProxy's workers as a user of their own that sees no file: what they may, and that everything works as before. */
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root can give up its rights")
class ConfinedHaproxyTest extends RealParts {

    private static final String USER = "haproxy";

    @Test
    void a_worker_is_an_unprivileged_user_that_sees_an_empty_folder() throws Exception {
        startAll(null, Map.of(ConfdOptions.USER, USER));
        for (long worker : workers()) {
            assertThat(Files.readString(Path.of("/proc/" + worker + "/status")))
                    .containsPattern("Uid:\t" + id("-u") + "\t" + id("-u") + "\t" + id("-u"))
                    .containsPattern("Gid:\t" + id("-g") + "\t" + id("-g") + "\t" + id("-g"))
                    .contains("CapEff:\t0000000000000000");
            assertThat(Path.of("/proc/" + worker + "/root").toRealPath()).isEqualTo(jail());
        }
        assertThat(jail().toFile().canExecute()).isTrue();
        assertThat(Files.getOwner(jail()).getName()).isEqualTo("root");
        try (var inside = Files.list(jail())) {
            assertThat(inside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("first.sock", "again.sock");
        }
    }

    @Test
    void changes_at_run_time_reloads_and_second_attempts_work_as_before() throws Exception {
        EmbeddedConfd confd = startAll(null, Map.of(ConfdOptions.USER, USER));
        EchoServer echo = new EchoServer();
        toClose.add(echo);
        put("/paz/services/demo-api/1/1", echo.address());
        awaitStatus(internal, "demo-api.paz", 200);
        List<Long> before = workers();
        try (Tunnel open = Tunnel.open(internal, "demo-api.paz")) {
            put("/paz/services/web-shop/1/1", instance("one").address());
            put("/paz/services/web-shop/1/2", instance("two").address());
            awaitStatus(internal, "web-shop.paz", 200);
            awaitQuiet(confd);
            assertThat(workers()).as("a service came, hence a reload").isNotEqualTo(before);
            assertThat(open.echoes()).isTrue();
        }
        // With two instances a request goes through HAProxy's sockets to itself.
        Await.until("both answer", SOON, () -> {
            String first = HaproxyServer.body(internal, "web-shop.paz");
            String second = HaproxyServer.body(internal, "web-shop.paz");
            return !first.equals(second) && first.length() == 3 && second.length() == 3;
        });
        delete("/paz/services/web-shop/1/2");
        Await.until("the removed one is gone", SOON, () -> statistics("web-shop", "web-shop-1-2")
                .isEmpty());
        assertThat(HaproxyServer.body(internal, "web-shop.paz")).isEqualTo("one");
        assertThat(confd.status().publishing().failure()).isNull();
    }

    private Path jail() {
        return files.resolve("jail");
    }

    private List<Long> workers() {
        AtomicReference<List<Long>> found = new AtomicReference<>(List.of());
        Await.until("HAProxy's master lists its workers", SOON, () -> {
            found.set(listedWorkers());
            return !found.get().isEmpty();
        });
        return found.get();
    }

    /** None while the master starts itself anew for a reload. */
    private List<Long> listedWorkers() {
        try {
            return haproxy.ask("show proc")
                    .lines()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > 2 && words[1].equals("worker") && words[2].equals("0"))
                    .map(words -> Long.parseLong(words[0]))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String id(String which) throws IOException {
        Process process = new ProcessBuilder("id", which, USER).start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }
}
