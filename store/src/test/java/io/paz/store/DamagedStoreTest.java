package io.paz.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power or a bad disk leaves behind: a prefix of the synced records, or a refusal to open. */
class DamagedStoreTest {

    private static final Table TABLE = new Table("records");
    private static final int RECORDS = 6;

    @TempDir
    Path temp;

    /** A copy of a store's files that was taken while it was open, as a loss of power leaves them. */
    private Path image;

    @BeforeEach
    void writeRecords() throws IOException {
        Path live = temp.resolve("live");
        image = temp.resolve("image");
        try (KeyValueStore store = KeyValueStore.open(live, Set.of(TABLE))) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] key = {(byte) i};
                store.write(new Batch().put(TABLE, key, "value".getBytes(UTF_8)));
            }
            copy(live, image);
        }
    }

    @Test
    void opensWithAPrefixWhereverTheLogWasCut() throws IOException {
        long length = Files.size(log(image));
        assertThat(length).isGreaterThan(100);
        int before = 1;
        for (long cut = 0; cut <= length; cut++) {
            int records = recordsAfterCut(cut);
            assertThat(records).as("records after a cut at byte %d", cut).isBetween(before, RECORDS);
            before = records;
        }
        assertThat(before).isEqualTo(RECORDS);
    }

    private int recordsAfterCut(long cut) throws IOException {
        Path damaged = temp.resolve("cut-" + cut);
        copy(image, damaged);
        try (FileChannel log = FileChannel.open(log(damaged), StandardOpenOption.WRITE)) {
            log.truncate(cut);
        }
        try (KeyValueStore store = KeyValueStore.open(damaged, Set.of(TABLE))) {
            List<Integer> keys = store.list(TABLE, KeyRange.all()).stream()
                    .map(entry -> (int) entry.key()[0])
                    .toList();
            assertThat(keys).isEqualTo(IntStream.range(0, keys.size()).boxed().toList());
            return keys.size();
        }
    }

    @Test
    void refusesALogThatIsDamagedInItsMiddle() throws IOException {
        Path log = log(image);
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(log, bytes);

        assertRefused();
    }

    @Test
    void refusesWhenATableFileIsMissing() throws IOException {
        Files.delete(onlyFile(image, ".sst"));

        assertRefused();
    }

    @Test
    void refusesWhenTheFileThatNamesTheStateIsMissing() throws IOException {
        Files.delete(image.resolve("db/CURRENT"));

        assertRefused();
    }

    private void assertRefused() {
        assertThatExceptionOfType(StoreDamagedException.class)
                .isThrownBy(() -> KeyValueStore.open(image, Set.of(TABLE)))
                .withMessageStartingWith(image.toString())
                .withMessageEndingWith("restore the folder from a backup");
    }

    private static Path log(Path store) throws IOException {
        return onlyFile(store, ".log");
    }

    private static Path onlyFile(Path store, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("db"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).as("files %s", suffix).hasSize(1);
            return found.get(0);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)));
        }
    }
}
