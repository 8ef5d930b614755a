package io.paz.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a small file system of its own, which only root can mount; elsewhere it is skipped. */
class FullDiskTest {

    private static final Table TABLE = new Table("records");

    @TempDir
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        assumeThat(mounted).as("a file system can be mounted (needs root)").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void refusesWritesKeepsReadingAndRecovers() throws Exception {
        try (KeyValueStore store = KeyValueStore.open(disk.resolve("store"), Set.of(TABLE))) {
            write(store, "before");
            Path filler = fillDisk();

            assertThatExceptionOfType(DiskFullException.class)
                    .isThrownBy(() -> writeUntilRefused(store))
                    .withMessageContaining("the disk is full");
            assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> write(store, "during"));
            assertThat(store.get(TABLE, bytes("before"))).hasValue(bytes("before"));

            Files.delete(filler);
            write(store, "after");
        }
        try (KeyValueStore store = KeyValueStore.open(disk.resolve("store"), Set.of(TABLE))) {
            assertThat(store.get(TABLE, bytes("before"))).hasValue(bytes("before"));
            assertThat(store.get(TABLE, bytes("during"))).isEmpty();
            assertThat(store.get(TABLE, bytes("after"))).hasValue(bytes("after"));
        }
    }

    private static void writeUntilRefused(KeyValueStore store) {
        byte[] value = new byte[64 * 1024];
        for (int i = 0; i < 1000; i++) {
            store.write(new Batch().put(TABLE, bytes("filler-" + i % 4), value));
        }
    }

    private Path fillDisk() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }

    private static void write(KeyValueStore store, String text) {
        store.write(new Batch().put(TABLE, bytes(text), bytes(text)));
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
