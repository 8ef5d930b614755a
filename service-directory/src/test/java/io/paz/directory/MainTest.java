package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory as a process of its own: what a person sees who starts it wrongly. */
class MainTest {

    private record Ended(int status, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void printsItsOptions() throws Exception {
        Ended help = run("--help");

        assertThat(help.status).isZero();
        assertThat(help.out)
                .startsWith("service-directory: the catalogue of services and their configuration\n\nOptions:\n")
                .contains(
                        "  --port PORT  (PAZ_SERVICE_DIRECTORY_PORT)\n      port to listen on; 0 takes a free one; default 9001\n");
    }

    @Test
    void endsWithStatus2ForAnOptionThatItDoesNotKnow() throws Exception {
        Ended ended = run("--prot", "1");

        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo(
                        "service-directory: --prot: unknown option (see service-directory --help for those it has)\n");
    }

    @Test
    void endsWithStatus1WhenItsStoreIsDamaged() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/db")).getParent();

        Ended ended = run("--insecure", "--port", "0", "--data", data.toString());

        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err)
                .isEqualTo("service-directory: %s/db: the file CURRENT is missing from the store;".formatted(data)
                        + " restore the folder from a backup\n");
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceDirectory.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
