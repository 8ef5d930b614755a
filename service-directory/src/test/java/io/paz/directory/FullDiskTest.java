package io.paz.directory;

import static io.paz.directory.Directory.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a small file system of its own, which only root can mount; elsewhere it is skipped. */
class FullDiskTest {

    private static final int MORE_THAN_FITS = 2000;

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
    void answers507KeepsReadingAndRecovers() throws Exception {
        try (Directory directory = Directory.start(disk.resolve("data"))) {
            assertThat(create(directory, "first").statusCode()).isEqualTo(201);
            Path filler = fillDisk();

            HttpResponse<String> refused = createUntilRefused(directory);

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(code(refused)).isEqualTo("disk_full");
            assertThat(directory.get("/services/first").statusCode()).isEqualTo(200);
            assertThat(directory.get("/health").statusCode()).isEqualTo(200);

            Files.delete(filler);
            assertThat(create(directory, "last").statusCode()).isEqualTo(201);
        }
    }

    private static HttpResponse<String> createUntilRefused(Directory directory) throws Exception {
        HttpResponse<String> answer = create(directory, "filler-0");
        for (int i = 1; answer.statusCode() == 201 && i < MORE_THAN_FITS; i++) {
            answer = create(directory, "filler-" + i);
        }
        return answer;
    }

    private static HttpResponse<String> create(Directory directory, String name) throws Exception {
        return directory.post("{\"name\":\"%s\",\"dockerRepository\":\"a\",\"env\":{\"A\":\"%s\"}}"
                .formatted(name, "x".repeat(32 * 1024)));
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

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
