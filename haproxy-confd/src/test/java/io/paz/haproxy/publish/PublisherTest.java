package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order HAProxy and its files are changed, and what holds when that is broken off. */
class PublisherTest {

    private static final String FILE = "haproxy.cfg";

    @TempDir
    Path folder;

    /** What happened, in its order: commands to HAProxy, checks and reloads. */
    private final RecordedProxy proxy = new RecordedProxy();

    private Consumer<String> check = text -> {};
    private Publisher publisher;

    private final class Balancer implements LoadBalancer {
        @Override
        public void check(Path mainFile) {
            proxy.told.add("check");
            check.accept(read(mainFile));
        }

        @Override
        public Reload reload() {
            proxy.told.add("reload");
            return Reload.TAKEN;
        }

        @Override
        public int reportOldProcesses() {
            return 0;
        }
    }

    @BeforeEach
    void startWithABackend() {
        publisher = new Publisher(folder, FILE, new Balancer(), proxy, Clock.systemUTC());
        assertThat(publisher.publish(servers())).isTrue();
        proxy.told.clear();
    }

    @Test
    void aServerIsRoutedBeforeTheFilesAreChecked() {
        check = text -> assertThat(inPlace()).doesNotContain("web-1-1");
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        publisher.close();

        assertThat(proxy.told).containsExactly("add web/web-1-1", "put in web/web-1-1", "check");
        assertThat(inPlace()).contains("web-1-1");
        assertThat(publisher.status().reloadDue()).isFalse();
    }

    @Test
    void haproxyThatStartedAnewBeforeItsFilesWereThereReadsThemOnceMore() {
        check = text -> proxy.process++;
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        publisher.close();

        assertThat(proxy.told).containsExactly("add web/web-1-1", "put in web/web-1-1", "check", "reload");
        assertThat(publisher.status().reloadDue()).isFalse();
    }

    @Test
    void haproxyGoesBackToItsFilesWhenNewOnesAreRefused() {
        check = text -> {
            throw new RefusedException("haproxy -c: no");
        };
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        publisher.close();
        assertThat(publisher.status().failure().reason()).isEqualTo("haproxy -c: no");
        assertThat(inPlace()).doesNotContain("web-1-1");

        proxy.told.clear();
        check = text -> {};
        assertThat(publisher.publish(servers())).isTrue();
        assertThat(proxy.told).containsExactly("reload");
        assertThat(publisher.status().failure()).isNull();
    }

    @Test
    void haproxyThatDoesNotTakeAChangeReadsItsFiles() {
        proxy.servers.put(
                new ServerName("web", "stranger"),
                new ServerState(new ServerName("web", "stranger"), "10.0.0.9:80", 1, false, true, false));
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();

        assertThat(proxy.told).endsWith("check", "reload");
        assertThat(inPlace()).contains("web-1-1");
    }

    @Test
    void next_change_is_not_delayed_by_files_of_the_last() {
        CountDownLatch isNextMade = new CountDownLatch(1);
        check = text -> awaitWithin(isNextMade);
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        assertThat(publisher.publish(servers("web-1-1", "web-1-2"))).isTrue();
        assertThat(publisher.publish(servers("web-1-2"))).isTrue();
        assertThat(publisher.status().reloadDue()).isTrue();
        assertThat(inPlace()).doesNotContain("web-1");
        isNextMade.countDown();
        publisher.close();

        assertThat(proxy.told).filteredOn("check"::equals).hasSize(2);
        assertThat(inPlace()).doesNotContain("web-1-1").contains("web-1-2");
        assertThat(publisher.status().reloadDue()).isFalse();
        assertThat(publisher.publish(servers("web-1-2"))).isTrue();
        assertThat(proxy.told).doesNotContain("reload");
    }

    @Test
    void haproxy_that_started_anew_between_two_changes_reads_its_files() {
        CountDownLatch isNextMade = new CountDownLatch(1);
        check = text -> awaitWithin(isNextMade);
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        proxy.process++;
        proxy.servers.clear();
        isNextMade.countDown();
        assertThat(publisher.publish(servers("web-1-1", "web-1-2"))).isTrue();

        assertThat(proxy.told).endsWith("check", "reload").doesNotContain("add web/web-1-2");
        assertThat(inPlace()).contains("web-1-1", "web-1-2");
        assertThat(publisher.status().reloadDue()).isFalse();
    }

    @Test
    void change_that_needs_a_reload_waits_for_the_files_before() {
        assertThat(publisher.publish(servers("web-1-1"))).isTrue();
        SortedMap<String, String> two = servers("web-1-1");
        two.put(FILE, two.get(FILE) + "backend shop\n");
        assertThat(publisher.publish(two)).isTrue();
        publisher.close();

        assertThat(proxy.told).endsWith("check", "check", "reload");
        assertThat(inPlace()).isEqualTo(two.get(FILE));
    }

    private static void awaitWithin(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static SortedMap<String, String> servers(String... names) {
        List<String> lines = new ArrayList<>(List.of("backend web"));
        for (String name : names) {
            lines.add("    server " + name + " 10.0.0.1:80 check weight 100");
        }
        return new TreeMap<>(Map.of(FILE, String.join("\n", lines) + "\n"));
    }

    private String inPlace() {
        return read(folder.resolve(FILE));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
