package io.paz.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is copied while a store is in use, and what is put back. */
class BackupTest {

    private static final Table TABLE = new Table("records");
    private static final Table OTHER = new Table("others");
    private static final Set<Table> TABLES = Set.of(TABLE, OTHER);
    private static final int KEEP = 2;

    @TempDir
    Path temp;

    private Path live;
    private Path backups;
    private Path restored;

    @BeforeEach
    void folders() {
        live = temp.resolve("live");
        backups = temp.resolve("backups");
        restored = temp.resolve("restored");
    }

    @Test
    void everythingThatWasWrittenBeforeIsInABackupThatIsTakenUnderWrites() throws InterruptedException {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        int before;
        try (KeyValueStore store = KeyValueStore.open(live, TABLES)) {
            Thread writer = new Thread(() -> {
                while (!enough.get()) {
                    write(store, written.incrementAndGet());
                }
            });
            write(store, 0);
            writer.start();
            before = written.get();
            StoreBackup backup = store.backUp(backups, KEEP);
            assertThat(backup.number()).isEqualTo(1);
            assertThat(backup.bytes()).isPositive();
            enough.set(true);
            writer.join();
        }

        assertThat(KeyValueStore.restore(backups, restored).number()).isEqualTo(1);
        List<Integer> found = records(restored);
        assertThat(found).hasSizeGreaterThanOrEqualTo(before);
        assertThat(found)
                .as("a prefix of what was written, both tables alike")
                .isEqualTo(IntStream.range(0, found.size()).boxed().toList());
    }

    @Test
    void theNewestBackupsAreKeptAndTheNewestOfAllIsRestored() throws IOException {
        try (KeyValueStore store = KeyValueStore.open(live, TABLES)) {
            for (int number = 0; number < 3; number++) {
                write(store, number);
                store.backUp(backups, KEEP);
            }
            write(store, 3);
        }
        try (Stream<Path> kept = Files.list(backups.resolve("meta"))) {
            assertThat(kept.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("2", "3");
        }
        assertThat(KeyValueStore.restore(backups, restored).number()).isEqualTo(3);
        assertThat(records(restored)).containsExactly(0, 1, 2);
        try (KeyValueStore store = KeyValueStore.open(restored, TABLES)) {
            write(store, 3);
        }
        assertThat(records(restored)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aStoreThatIsThereIsNotReplaced() {
        backUpOnce();
        assertThatExceptionOfType(RestoreRefusedException.class)
                .isThrownBy(() -> KeyValueStore.restore(backups, live))
                .withMessage(
                        "%s/db: there is a store already (expected: none; to give it up, move it away first)", live);
        assertThat(records(live)).containsExactly(0, 1);
    }

    @Test
    void aFolderWithoutABackupIsRefused() throws IOException {
        Files.createDirectories(backups);
        for (Path nothing : List.of(backups, temp.resolve("missing"))) {
            assertThatExceptionOfType(RestoreRefusedException.class)
                    .isThrownBy(() -> KeyValueStore.restore(nothing, restored))
                    .withMessage("%s: there is no backup (expected: a folder that backups were made in)", nothing);
        }
        assertThat(restored.resolve("db")).doesNotExist();
    }

    /** Each file of the newest backup, changed in its middle or cut off: nothing is restored, and no older one in its stead. */
    @Test
    void aDamagedBackupIsRefused() throws IOException {
        backUpOnce();
        List<Path> files;
        try (Stream<Path> all = Files.walk(backups)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(backups.resolve("meta")))
                    .filter(file -> !file.startsWith(backups.resolve("private/1")))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(4);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            if (whole.length == 0) {
                continue;
            }
            byte[] changed = whole.clone();
            changed[whole.length / 2] ^= 1;
            assertRefused(file, changed);
            assertRefused(file, Arrays.copyOf(whole, whole.length - 1));
            Path aside = temp.resolve("aside");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            assertRefused(file);
            Files.write(file, whole);
        }
        KeyValueStore.restore(backups, restored);
        assertThat(records(restored)).containsExactly(0, 1);
    }

    private void assertRefused(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        assertRefused(file);
    }

    private void assertRefused(Path file) {
        assertThat(catchThrowable(() -> KeyValueStore.restore(backups, restored)))
                .as(file.toString())
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageStartingWith(backups + ": ")
                .hasMessageEndingWith("; take another copy of this folder");
        assertThat(restored.resolve("db")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        try (KeyValueStore store = KeyValueStore.open(live, TABLES)) {
            write(store, 0);
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> store.backUp(file.resolve("below"), KEEP))
                    .withMessageStartingWith(file.resolve("below") + ": no backup can be made: ");
            write(store, 1);
        }
        assertThat(records(live)).containsExactly(0, 1);
    }

    private void backUpOnce() {
        try (KeyValueStore store = KeyValueStore.open(live, TABLES)) {
            write(store, 0);
            store.backUp(backups, KEEP);
            write(store, 1);
            store.backUp(backups, KEEP);
        }
    }

    private static void write(KeyValueStore store, int number) {
        byte[] key = key(number);
        store.write(new Batch().put(TABLE, key, key).put(OTHER, key, key));
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static List<Integer> records(Path folder) {
        try (KeyValueStore store = KeyValueStore.open(folder, TABLES)) {
            List<Integer> records = numbers(store, TABLE);
            assertThat(numbers(store, OTHER)).isEqualTo(records);
            return records;
        }
    }

    private static List<Integer> numbers(KeyValueStore store, Table table) {
        return store.list(table, KeyRange.all()).stream()
                .map(entry -> ByteBuffer.wrap(entry.value()).getInt())
                .toList();
    }
}
