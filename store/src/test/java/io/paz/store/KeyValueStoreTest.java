package io.paz.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyValueStoreTest {

    private static final Table NAMES = new Table("names");
    private static final Table INDEX = new Table("index");
    private static final Set<Table> TABLES = Set.of(NAMES, INDEX);

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        try (KeyValueStore store = open()) {
            store.write(new Batch().put(NAMES, bytes("a"), bytes("1")).put(INDEX, bytes("a"), bytes("2")));

            assertThat(store.get(NAMES, bytes("a"))).hasValue(bytes("1"));
            assertThat(store.get(INDEX, bytes("a"))).hasValue(bytes("2"));
            assertThat(store.get(NAMES, bytes("b"))).isEmpty();
        }
    }

    @Test
    void isReadableByItsUserAloneEvenWhereAnEarlierReleaseMadeIt() throws IOException {
        open().close();
        Path database = folder.resolve("db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rwxr-xr-x"));
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsBatchesOverARestartInTheOrderOfTheirChanges() {
        try (KeyValueStore store = open()) {
            store.write(new Batch().put(NAMES, bytes("a"), bytes("1")).delete(NAMES, bytes("a")));
            store.write(new Batch().delete(NAMES, bytes("b")).put(NAMES, bytes("b"), bytes("2")));
        }
        try (KeyValueStore store = open()) {
            assertThat(text(store.list(NAMES, KeyRange.all()))).containsExactly("b=2");
        }
    }

    @Test
    void theRevisionGrowsWithEachWriteAndStaysOverARestart() {
        long last;
        try (KeyValueStore store = open()) {
            long first = store.revision();
            store.write(new Batch().put(NAMES, bytes("a"), bytes("1")));
            last = store.revision();
            assertThat(last).isGreaterThan(first);
            // The same value once more is a write too.
            store.write(new Batch().put(NAMES, bytes("a"), bytes("1")));
            assertThat(store.revision()).isGreaterThan(last);
            last = store.revision();
        }
        try (KeyValueStore store = open()) {
            assertThat(store.revision()).isEqualTo(last);
        }
    }

    @Test
    void ordersKeysByUnsignedBytes() {
        try (KeyValueStore store = open()) {
            byte[] high = {(byte) 0xff};
            store.write(new Batch().put(NAMES, high, bytes("high")).put(NAMES, bytes("z"), bytes("low")));

            assertThat(store.list(NAMES, KeyRange.all()))
                    .extracting(entry -> new String(entry.value(), UTF_8))
                    .containsExactly("low", "high");
            assertThat(store.list(NAMES, KeyRange.prefix(high))).hasSize(1);
        }
    }

    @Test
    void scansARangeBothWays() {
        try (KeyValueStore store = open()) {
            for (String key : List.of("a", "b/1", "b/2", "b/3", "c")) {
                store.write(new Batch().put(NAMES, bytes(key), bytes("")));
            }
            KeyRange range = KeyRange.prefix(bytes("b/"));

            assertThat(keys(store, range, Order.ASCENDING)).containsExactly("b/1", "b/2", "b/3");
            assertThat(keys(store, range, Order.DESCENDING)).containsExactly("b/3", "b/2", "b/1");
            assertThat(keys(store, new KeyRange(bytes("b/2"), null), Order.DESCENDING))
                    .containsExactly("c", "b/3", "b/2");
            assertThat(keys(store, new KeyRange(bytes("b/1"), bytes("b/3")), Order.DESCENDING))
                    .containsExactly("b/2", "b/1");
            assertThat(store.last(NAMES, range))
                    .hasValueSatisfying(entry -> assertThat(entry.key()).isEqualTo(bytes("b/3")));
            assertThat(store.last(NAMES, KeyRange.prefix(bytes("x")))).isEmpty();
        }
    }

    @Test
    void stopsAScanWhenTheVisitorHasEnough() {
        try (KeyValueStore store = open()) {
            store.write(new Batch().put(NAMES, bytes("a"), bytes("")).put(NAMES, bytes("b"), bytes("")));
            List<String> seen = new ArrayList<>();

            store.scan(NAMES, KeyRange.all(), Order.ASCENDING, (key, value) -> {
                seen.add(new String(key, UTF_8));
                return false;
            });

            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void losesNothingOfManyWritersAtOnce() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try (KeyValueStore store = open()) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                byte[] key = bytes("%03d".formatted(i));
                writes.add(writers.submit(() -> store.write(new Batch().put(NAMES, key, key))));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        } finally {
            writers.shutdownNow();
        }
        try (KeyValueStore store = open()) {
            assertThat(store.list(NAMES, KeyRange.all())).hasSize(400);
        }
    }

    @Test
    void refusesCallsOnceClosed() {
        KeyValueStore store = open();
        store.close();
        store.close();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.get(NAMES, bytes("a")))
                .withMessage(folder + ": the store is closed");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.write(new Batch().put(NAMES, bytes("a"), bytes(""))));
    }

    @Test
    void refusesASecondOwner() {
        try (KeyValueStore first = open()) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining("another process uses this store");
            assertThat(first.get(NAMES, bytes("a"))).isEmpty();
        }
    }

    @Test
    void namesATableThatItWasNotOpenedWith() {
        try (KeyValueStore store = open()) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> store.get(new Table("other"), bytes("a")))
                    .withMessageContaining("table other");
        }
    }

    @Test
    void beginsAnewWhenItsMakingWasInterrupted() throws Exception {
        Path unfinished = Files.createDirectories(folder.resolve("db.creating"));
        Files.writeString(unfinished.resolve("MANIFEST-000001"), "half");

        try (KeyValueStore store = open()) {
            assertThat(store.list(NAMES, KeyRange.all())).isEmpty();
        }
        assertThat(unfinished).doesNotExist();
    }

    private KeyValueStore open() {
        return KeyValueStore.open(folder, TABLES);
    }

    private static List<String> keys(KeyValueStore store, KeyRange range, Order order) {
        List<String> keys = new ArrayList<>();
        store.scan(NAMES, range, order, (key, value) -> keys.add(new String(key, UTF_8)));
        return keys;
    }

    private static List<String> text(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new String(entry.key(), UTF_8) + "=" + new String(entry.value(), UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
