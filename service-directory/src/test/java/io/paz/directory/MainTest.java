package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.secret.SecretCipher;
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
    void restoresTheAuditLogTooAndNoBackupThatWasChangedOrIsOfUnknownOrigin() throws Exception {
        Path backups = folder.resolve("backups");
        Path keys = folder.resolve("secrets.key");
        SecretCipher.openOrCreate(keys);
        Path data = folder.resolve("data");
        try (Directory directory = Directory.start(
                data,
                "--backups",
                backups.toString(),
                "--backups-key-file",
                keys.toString(),
                "--audit",
                data.resolve("audit").toString())) {
            directory.post("{\"name\":\"web\",\"dockerRepository\":\"team/web\"}");
            directory.send("POST", "/backups", HttpRequest.BodyPublishers.noBody());
        }
        Files.writeString(backups.resolve("meta/9"), "of a backup that was interrupted");

        Ended restored = restore(backups, "restored", keys);

        assertThat(restored.err).isEmpty();
        assertThat(restored.out).contains("restored backup 1 of 20");
        Path audit = folder.resolve("restored/audit");
        assertThat(run("audit", "verify", audit.toString()).out).contains(audit + " is whole");
        assertThat(run("audit", "show", audit.toString(), "5").out).contains("POST /services");

        Path foreign = folder.resolve("foreign.key");
        SecretCipher.openOrCreate(foreign);
        Ended unknown = restore(backups, "refused", foreign);
        assertThat(unknown.status).isEqualTo(3);
        assertThat(unknown.err).contains("is signed with key ", "so nobody knows who made it", "--unverified");
        assertThat(folder.resolve("refused")).isEmptyDirectory();
        Files.writeString(backups.resolve("audit/head"), "0");
        Ended changed = restore(backups, "refused", keys);
        assertThat(changed.status).isEqualTo(1);
        assertThat(changed.err).contains("was changed after it was signed", "audit/head is another one");
        assertThat(folder.resolve("refused")).isEmptyDirectory();

        Files.delete(backups.resolve("signature"));
        Files.delete(backups.resolve("meta/9"));
        assertThat(restore(backups, "refused", keys).status).isEqualTo(3);
        assertThat(restore(backups, "unverified", keys, "--unverified").status).isZero();
    }

    private Ended restore(Path backups, String data, Path keys, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("restore", backups.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--data", folder.resolve(data).toString(), "--backups-key-file", keys.toString()));
        return run(arguments.toArray(String[]::new));
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
