package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
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

    @Test
    void restoresWhatWasBackedUpAndReplacesNothing() throws Exception {
        Path backups = folder.resolve("backups");
        try (Directory directory = Directory.start(folder.resolve("data"), "--backups", backups.toString())) {
            directory.post("{\"name\":\"web\",\"dockerRepository\":\"team/web\"}");
            String made = directory
                    .send("POST", "/backups", HttpRequest.BodyPublishers.noBody())
                    .body();
            assertThat(made).contains("\"number\":1,", "\"folder\":\"" + backups + "\"");
            directory.post("{\"name\":\"later\",\"dockerRepository\":\"team/web\"}");
        }

        Ended refused = run(
                "restore", backups.toString(), "--data", folder.resolve("data").toString());
        assertThat(refused.status).isEqualTo(1);
        assertThat(refused.err)
                .isEqualTo("service-directory: %s/data/db: there is a store already".formatted(folder)
                        + " (expected: none; to give it up, move it away first)\n");

        Path elsewhere = folder.resolve("elsewhere");
        Ended restored = run("restore", backups.toString(), "--data", elsewhere.toString());
        assertThat(restored.err).isEmpty();
        assertThat(restored.status).isZero();
        assertThat(restored.out).startsWith("service-directory: restored backup 1 of 20");
        try (Directory directory = Directory.start(elsewhere)) {
            assertThat(directory.get("/services/web").statusCode()).isEqualTo(200);
            assertThat(directory.get("/services/later").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void endsWithStatus2WhenItIsNotSaidWhatToRestore() throws Exception {
        Ended ended = run("restore");

        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("service-directory: restore: folder is missing (expected: restore FOLDER, and options)\n");
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
