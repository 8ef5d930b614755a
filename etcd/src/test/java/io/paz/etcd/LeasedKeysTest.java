package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeasedKeysTest {

    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final String KEY = "/paz/services/shop/1/1";
    private static final String MARKER = "/paz/config/announcers/10.0.0.1";

    @TempDir
    private Path folder;

    private EtcdServer server;
    private EtcdConnection etcd;
    private LeasedKeys keys;
    private final Map<String, String> present = new ConcurrentHashMap<>();

    private final class Results implements LeasedKeys.Listener {
        @Override
        public void written(String key, String value) {
            present.put(key, value);
        }

        @Override
        public void deleted(String key) {
            present.remove(key);
        }

        @Override
        public void failed(String reason) {}

        @Override
        public void succeeded() {}
    }

    @BeforeEach
    void start() {
        server = EtcdServer.unstarted();
        server.start(folder.resolve("etcd"));
        etcd = EtcdConnection.open(server.endpoints());
        keys = etcd.leaseKeys("/paz/services/", new Results());
    }

    @AfterEach
    void stop() {
        keys.close();
        etcd.close();
        server.close();
    }

    private Map<String, String> stored() {
        try {
            return etcd.keys().list("/paz/").join();
        } catch (CompletionException e) {
            return Map.of("etcd", "is away");
        }
    }

    private void awaitStored(Map<String, String> wanted) {
        Await.until("etcd has " + wanted.size() + " keys", A_WHILE, () -> stored().equals(wanted));
    }

    @Test
    void more_keys_than_one_transaction_takes_come_and_go() throws Exception {
        Map<String, String> many = IntStream.rangeClosed(1, 300)
                .boxed()
                .collect(Collectors.toMap(i -> "/paz/services/shop/1/" + i, i -> "10.0.0.1:" + i));
        many.forEach((key, value) -> keys.put(key, value, FRESH));
        awaitStored(many);
        Await.until("all are reported as present", A_WHILE, () -> present.equals(many));
        for (String key : many.keySet()) {
            keys.delete(key).get(A_WHILE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(stored()).isEmpty();
        Await.until("all are reported as gone", A_WHILE, present::isEmpty);
    }

    @Test
    void a_key_that_is_lost_or_changed_comes_back_at_once() {
        keys.put(KEY, "10.0.0.1:1", FRESH);
        awaitStored(Map.of(KEY, "10.0.0.1:1"));
        for (int i = 0; i < 3; i++) {
            etcd.keys().delete(KEY).join();
            Await.until("it is back", Duration.ofSeconds(5), () -> stored().containsKey(KEY));
            etcd.keys().put(KEY, "10.9.9.9:9").join();
            Await.until("it is right again", Duration.ofSeconds(5), () -> stored().containsValue("10.0.0.1:1"));
        }
    }

    @Test
    void an_etcd_that_comes_back_empty_gets_all_keys_and_the_last_one_last() {
        keys.put(KEY, "10.0.0.1:1", FRESH);
        keys.putLast(MARKER, "");
        awaitStored(Map.of(KEY, "10.0.0.1:1", MARKER, ""));
        server.kill();
        server.start(folder.resolve("another"));
        Await.until("the marker is there", A_WHILE, () -> stored().containsKey(MARKER));
        assertThat(stored()).containsKey(KEY);
    }

    @Test
    void a_key_that_another_host_has_taken_over_is_left_to_it() throws Exception {
        keys.put(KEY, "10.0.0.1:1", Duration.ZERO.plusSeconds(1));
        awaitStored(Map.of(KEY, "10.0.0.1:1"));
        Await.until("the reading is old", A_WHILE, new Elapsed(Duration.ofMillis(1_100))::isOver);
        etcd.keys().put(KEY, "10.0.0.2:1").join();
        keys.delete(KEY).get(A_WHILE.toSeconds(), TimeUnit.SECONDS);
        assertThat(stored()).isEqualTo(Map.of(KEY, "10.0.0.2:1"));
    }

    @Test
    void a_key_whose_reading_is_old_is_not_written() {
        keys.put(KEY, "10.0.0.1:1", Duration.ZERO.minusSeconds(1));
        keys.put("/paz/services/shop/1/2", "10.0.0.1:2", FRESH);
        keys.putLast(MARKER, "");
        awaitStored(Map.of("/paz/services/shop/1/2", "10.0.0.1:2"));
        keys.put(KEY, "10.0.0.1:1", FRESH);
        awaitStored(Map.of(KEY, "10.0.0.1:1", "/paz/services/shop/1/2", "10.0.0.1:2", MARKER, ""));
    }

    @Test
    void keys_outlive_the_process_until_their_lease_ends() {
        keys.put(KEY, "10.0.0.1:1", FRESH);
        awaitStored(Map.of(KEY, "10.0.0.1:1"));
        keys.close();
        assertThat(stored()).containsKey(KEY);
    }

    private static final class Elapsed {
        private final long end;

        Elapsed(Duration time) {
            end = System.nanoTime() + time.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() > end;
        }
    }
}
