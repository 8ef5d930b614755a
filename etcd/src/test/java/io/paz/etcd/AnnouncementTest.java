package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnouncementTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Map<String, String> ENTRIES =
            Map.of("/paz/services/paz-web", "127.0.0.1:9000", "/paz/config/part-hosts/127.0.0.1", "");

    @TempDir
    private Path folder;

    private EtcdServer server;
    private EtcdConnection etcd;

    @BeforeEach
    void start() {
        server = EtcdServer.unstarted();
        server.start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
    }

    @AfterEach
    void stop() {
        etcd.close();
        server.close();
    }

    private void awaitKeys(String what, Map<String, String> wanted) {
        Await.until(what, TIMEOUT, () -> keys().equals(wanted));
    }

    private Map<String, String> keys() {
        try {
            return etcd.keys().list("/paz/").join();
        } catch (CompletionException e) {
            return Map.of("etcd", "is away");
        }
    }

    @Test
    void keys_live_as_long_as_it_does() {
        Announcement announcement = etcd.announce(ENTRIES);
        awaitKeys("the keys are there", ENTRIES);
        announcement.close();
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_key_that_somebody_changed_or_deleted_is_written_again() {
        Announcement announcement = etcd.announce(ENTRIES);
        awaitKeys("the keys are there", ENTRIES);
        etcd.keys().delete("/paz/services/paz-web").join();
        awaitKeys("it is back", ENTRIES);
        etcd.keys().put("/paz/services/paz-web", "10.0.0.1:1").join();
        awaitKeys("it is right again", ENTRIES);
        announcement.close();
        assertThat(keys()).as("the lease holds what was written again").isEmpty();
    }

    @Test
    void an_etcd_that_comes_later_or_comes_back_empty_gets_them() {
        server.kill();
        Announcement announcement = etcd.announce(ENTRIES);
        server.start(folder.resolve("etcd"));
        awaitKeys("the keys are there", ENTRIES);
        server.kill();
        server.start(folder.resolve("another"));
        awaitKeys("the keys are there again, and the lease, which this etcd never had, is a new one", ENTRIES);
        announcement.close();
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_process_that_ends_without_a_word_leaves_nothing() {
        EtcdConnection other = EtcdConnection.open(server.endpoints());
        Announcement unused = other.announce(ENTRIES);
        awaitKeys("the keys are there", ENTRIES);
        other.close();
        awaitKeys("the lease has ended", Map.of());
    }

    @Test
    void a_key_that_is_none_is_refused() {
        assertThatThrownBy(() -> etcd.announce(Map.of("/paz//x", ""))).isInstanceOf(IllegalArgumentException.class);
    }
}
