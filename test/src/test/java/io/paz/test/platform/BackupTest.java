package io.paz.test.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./paz backup}, {@code ./paz destroy}, {@code ./paz restore}, {@code ./paz up}: as it was when the backup was taken. */
final class BackupTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final PlantedSecret secret = new PlantedSecret();

    @TempDir
    private Path folder;

    @AfterEach
    void stopWatching() {
        secret.close();
    }

    @Test
    void a_platform_that_was_destroyed_comes_back_as_it_was_saved() throws IOException {
        Path backups = folder.resolve("backups");
        String name = Names.unique("saved");
        try (Platform platform = new Platform(folder.resolve("paz"))) {
            platform.up("--no-demo");
            platform.create(name);
            platform.directory("PATCH", "/services/" + name + "/config", """
                            {"env": {"A": "not-secret"}, "secrets": {"DB": %s}}""".formatted(secret.inJson()))
                    .expect(200);
            platform.deploy(name);
            platform.deploy(name);
            List<JsonNode> journal = journal(platform);
            String apiToken = platform.paz("token", "create", "--scope", "read", "--name", "kept")
                    .expectSuccess()
                    .output()
                    .lines()
                    .filter(line -> line.startsWith("paz_"))
                    .findFirst()
                    .orElseThrow();
            String token = Files.readString(platform.home().resolve("token"));
            byte[] keys = Files.readAllBytes(platform.home().resolve("secrets.key"));

            assertThat(platform.paz("backup", backups.toString())
                            .expectSuccess()
                            .output())
                    .contains("Saved in " + backups + "/20");
            secret.assertFoundNowhere(platform, "not-secret", backups);
            platform.create(name + "-later");
            assertThat(platform.paz("restore", backups.toString()).output())
                    .isEqualTo(
                            "Paz runs. Only a platform without data can be restored; another one is given with --home.\n");
            platform.paz("down").expectSuccess();
            assertThat(platform.paz("restore", backups.toString()).output())
                    .isEqualTo(platform.home() + "/data holds a platform already; nothing was changed."
                            + " ./paz destroy removes it, --home gives another one.\n");
            platform.paz("destroy", "--yes").expectSuccess();

            refused(platform, backups, "is signed with key", "and there is no", "Nothing was changed", "--unverified");
            putKeys(platform.home(), keys);
            damage(
                    backups,
                    () -> refused(
                            platform,
                            backups,
                            "was not restored; nothing was changed",
                            "was changed after it was signed",
                            "is another one"));

            putKeys(folder.resolve("moved"), keys);
            restoredElsewhere(backups, name, journal, token, apiToken);
        }
    }

    private static void refused(Platform platform, Path backups, String... reasons) {
        Command.Result refused = platform.paz("restore", backups.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains(reasons);
        assertThat(platform.home().resolve("data")).isEmptyDirectory();
    }

    private static void putKeys(Path home, byte[] keys) throws IOException {
        Path file = Files.createDirectories(home).resolve("secrets.key");
        Files.write(file, keys);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** In another home, on other ports and another address, where nothing is deployed anew. */
    private void restoredElsewhere(Path backups, String name, List<JsonNode> journal, String token, String apiToken)
            throws IOException {
        try (Platform moved = new Platform(folder.resolve("moved"), Map.of("PAZ_HOST_IP", "127.0.0.9"))) {
            moved.paz("restore", backups.toString()).expectSuccess();
            moved.up("--no-demo");
            assertThat(Files.readString(moved.home().resolve("token"))).isEqualTo(token);
            assertThat(journal(moved)).startsWith(journal.toArray(JsonNode[]::new));
            assertThat(statusWith(moved, apiToken)).isEqualTo(200);
            moved.directory("GET", "/services/" + name + "-later", "").expect(404);
            assertServes(moved, name, "2");
            assertThat(Leftovers.containers(moved, name)).containsExactly(name + "-2-1", name + "-2-2");
            secret.assertInContainers(moved, name, "DB");

            moved.paz("down").expectSuccess();
            startedWithOtherSettings(name);
        }
    }

    private static int statusWith(Platform platform, String apiToken) throws IOException {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + platform.setting("PAZ_ORCHESTRATOR_PORT") + "/metrics")
                        .toURL()
                        .openConnection();
        request.setRequestProperty("Authorization", "Bearer " + apiToken);
        return request.getResponseCode();
    }

    private void startedWithOtherSettings(String name) {
        try (Platform changed = new Platform(folder.resolve("moved"), Map.of("PAZ_HOST_IP", "127.0.0.8"))) {
            changed.up("--no-demo");
            assertServes(changed, name, "2");
            changed.deploy(name);
            assertServes(changed, name, "3");
            secret.assertInContainers(changed, name, "DB");
            secret.assertFoundNowhere(changed, "not-secret");
            changed.scheduler("DELETE", "/services/" + name, "").expect(204);
        }
    }

    private static void assertServes(Platform platform, String name, String version) {
        Await.until(
                "the version that served serves",
                TIMEOUT,
                () -> platform.routed(name + ".paz", "/").status() == 200);
        assertThat(platform.routed(name + ".paz", "/")
                        .expect(200)
                        .tree()
                        .required("version")
                        .asString())
                .isEqualTo(version);
    }

    /** One byte of each store of the backup in the middle of its largest file, for as long as it takes. */
    private static void damage(Path backups, Runnable meanwhile) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(backups)) {
            file = files.filter(path -> path.toString().endsWith(".sst"))
                    .filter(path -> path.toString().contains("/scheduler/"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(file, changed);
        meanwhile.run();
        Files.write(file, whole);
    }

    @Test
    void words_that_are_missing_or_lead_nowhere_are_told() throws IOException {
        try (Platform platform = new Platform(folder.resolve("paz"))) {
            assertThat(platform.paz("backup").status()).isEqualTo(2);
            assertThat(platform.paz("backup", folder.toString()).output())
                    .isEqualTo("Paz is down; ./paz up starts it, and a backup is taken while it runs.\n");
            assertThat(platform.paz("restore").status()).isEqualTo(2);
            assertThat(platform.paz("restore", folder.toString()).output())
                    .isEqualTo(folder + ": there is no backup (expected: a folder that ./paz backup was given,"
                            + " or one that it made there)\n");
        }
    }

    /** All that was done, oldest first; what drifted and was mended comes behind. */
    private static List<JsonNode> journal(Platform platform) {
        return platform.scheduler("GET", "/journal", "")
                .expect(200)
                .doc()
                .valueStream()
                .toList();
    }
}
