package io.paz.directory;

import static io.paz.directory.Directory.json;
import static io.paz.directory.Directory.message;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.secret.SecretCipher;
import io.paz.secret.SecretVariable;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Secret variables go in and never come out. */
class SecretsApiTest {

    private static final String VALUE = "planted \"secret\"\nof two lines";

    /** In JSON. */
    private static final String SECRET = VALUE.replace("\"", "\\\"").replace("\n", "\\n");

    @TempDir
    Path data;

    private Directory directory;

    @BeforeEach
    void start() throws Exception {
        directory = Directory.start(data);
        assertThat(directory
                        .post(
                                "{\"name\":\"web\",\"dockerRepository\":\"a\",\"env\":{\"A\":\"plain\"},\"secrets\":{\"DB\":\""
                                        + SECRET + "\"}}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void a_secret_is_shown_as_its_fingerprint_and_its_host_decrypts_it() throws Exception {
        String shown = shown("DB");

        assertThat(shown).matches("paz-secret:[0-9a-f]{16}");
        assertThat(encrypted("DB")).startsWith(shown + ":paz1.");
        assertThat(decrypted("DB")).isEqualTo(VALUE);
        for (String path :
                List.of("/services", "/services/web", "/services/web/config", "/services?dockerRepository=a")) {
            assertThat(directory.get(path).body())
                    .as(path)
                    .contains("\"DB\":\"" + shown + "\"")
                    .doesNotContain("planted", "secrets\":", "paz1.");
        }
        assertThat(shown("A")).isEqualTo("plain");
    }

    @Test
    void answers_to_changes_show_the_fingerprint() throws Exception {
        String created = directory
                .post("{\"name\":\"other\",\"dockerRepository\":\"b\",\"secrets\":{\"DB\":\"" + SECRET + "\"}}")
                .body();
        String changed = directory
                .patch("other", "{\"secrets\":{\"DB\":\"planted too\"}}")
                .body();

        assertThat(List.of(created, changed)).allSatisfy(answer -> assertThat(answer)
                .containsPattern("\"DB\":\"paz-secret:[0-9a-f]{16}\"")
                .doesNotContain("planted", "paz1."));
    }

    @Test
    void the_same_value_under_another_name_or_service_has_another_fingerprint() throws Exception {
        directory.post("{\"name\":\"other\",\"dockerRepository\":\"b\",\"secrets\":{\"DB\":\"" + SECRET + "\"}}");
        patch("{\"secrets\":{\"DB\":\"" + SECRET + "\",\"DB2\":\"" + SECRET + "\"}}");
        String ofOther =
                json(directory.get("/services/other")).at("/doc/config/env/DB").asString();

        assertThat(Set.of(shown("DB"), shown("DB2"), ofOther)).hasSize(3);
    }

    @Test
    void no_file_of_the_store_or_its_backup_has_it() throws Exception {
        assertThat(directory.send("POST", "/backups", BodyPublishers.noBody()).statusCode())
                .isEqualTo(200);
        directory.close();

        assertThat(filesWith("plain"))
                .as("control: a variable that is not secret")
                .isNotEmpty();
        assertThat(filesWith("planted")).isEmpty();
    }

    @Test
    void a_change_that_does_not_send_it_keeps_it() throws Exception {
        String shown = shown("DB");
        String encrypted = encrypted("DB");

        assertThat(patch("{\"env\":{\"B\":\"2\"}}")).isEqualTo(200);
        assertThat(shown("DB")).isEqualTo(shown);
        assertThat(patch("{\"env\":{\"A\":\"1\",\"DB\":\"" + shown + "\"}}")).isEqualTo(200);
        assertThat(patch("{\"env\":null}")).isEqualTo(200);
        assertThat(patch("{\"secrets\":{\"DB\":\"" + shown + "\",\"KEY\":\"\"}}"))
                .isEqualTo(200);
        assertThat(shown("DB")).isEqualTo(shown);
        assertThat(patch("{\"numInstances\":2}")).isEqualTo(200);
        assertThat(patch("{\"secrets\":{\"DB\":\"" + encrypted + "\",\"KEY\":\"\"}}"))
                .isEqualTo(200);
        assertThat(decrypted("KEY")).isEmpty();
        assertThat(encrypted("DB")).isEqualTo(encrypted);
    }

    @Test
    void any_text_without_nul_is_kept_byte_for_byte() throws Exception {
        String value = "\r\u0001\t \u00e9\ud83d\ude00\n".repeat(400) + "=\"'\\$%";
        directory.patch("web", JsonMapper.shared().writeValueAsString(Map.of("secrets", Map.of("DB", value))));

        assertThat(decrypted("DB")).isEqualTo(value);
    }

    @Test
    void the_fingerprint_changes_with_the_value_and_only_with_it() throws Exception {
        String before = encrypted("DB");
        String shown = shown("DB");

        patch("{\"secrets\":{\"DB\":\"" + SECRET + "\"}}");
        assertThat(encrypted("DB")).isEqualTo(before);
        patch("{\"secrets\":{\"DB\":\"other\"}}");
        assertThat(shown("DB")).isNotEqualTo(shown).startsWith("paz-secret:");
        assertThat(decrypted("DB")).isEqualTo("other");
    }

    @Test
    void secrets_that_are_sent_are_all_there_are() throws Exception {
        patch("{\"secrets\":{\"KEY\":\"k\"}}");
        assertThat(shown("DB")).isEmpty();
        patch("{\"secrets\":null,\"env\":{\"KEY\":\"public\"}}");
        assertThat(shown("KEY")).isEqualTo("public");
    }

    @Test
    void refusals_show_no_value() throws Exception {
        String shown = shown("DB");

        refused("{\"env\":{\"DB\":\"planted\"}}", "env.DB: value (not shown) (expected: no such variable here");
        refused("{\"env\":{\"A\":\"" + shown + "\"}}", "env.A: value (not shown)");
        refused("{\"secrets\":{\"KEY\":\"" + shown + "\"}}", "secrets.KEY: value (not shown)");
        refused(
                "{\"secrets\":{\"DB\":\"" + "planted".repeat(3_000) + "\"}}",
                "secrets.DB: value \"21000 bytes\" (expected: at most 16384 bytes)");
        refused("{\"secrets\":{\"DB\":\"planted\\u0000\"}}", "secrets.DB: value (not shown)");
        refused("{\"secrets\":{\"DB\":[\"planted\"]}}", "secrets.DB: value (not shown) (expected: a text)");
        refused("{\"secrets\":{\"DB\":{\"planted\":1}}}", "secrets.DB: value (not shown) (expected: a text)");
        refused("{\"secrets\":\"planted\"}", "secrets: value (not shown) (expected: an object)");
        refused("{\"secrets\":[\"planted\"]}", "secrets: value (not shown) (expected: an object)");
        refused("{\"secrets\":{\"DB\":planted}}", "body: not valid JSON at line 1");
        refused("{\"secrets\":{\"DB\":'planted'}}", "body: not valid JSON at line 1");
        refused("[{\"secrets\":{\"DB\":\"planted\"}}]", "body: value (not shown) (expected: an object)");
        refused("\"planted\"", "body: value (not shown) (expected: an object)");
        refused("{\"secrets\":{\"PAZ_VERSION\":\"planted\"}}", "PAZ_VERSION");
        refused("{\"secrets\":{\"a b\":\"planted\"}}", "secrets: value \"a b\"");
        assertThat(shown("DB")).isEqualTo(shown);
    }

    @Test
    void a_restart_and_a_rotation_keep_it() throws Exception {
        String shown = shown("DB");
        String encrypted = encrypted("DB");
        directory.close();
        directory = Directory.start(data);
        assertThat(encrypted("DB")).isEqualTo(encrypted);
        String before = Files.readString(Directory.KEYS);
        try {
            Files.writeString(Directory.KEYS, before + "ffffffff " + "ab".repeat(32) + "\n");
            HttpResponse<String> answer = directory.send("POST", "/secrets/rotation", BodyPublishers.noBody());
            assertThat(answer.body()).isEqualTo("{\"doc\":{\"key\":\"ffffffff\",\"encryptedAgain\":1}}");

            assertThat(shown("DB")).isEqualTo(shown);
            assertThat(encrypted("DB")).isNotEqualTo(encrypted);
            assertThat(decrypted("DB")).isEqualTo(VALUE);
        } finally {
            Files.writeString(Directory.KEYS, before);
        }
    }

    @Test
    void without_keys_secrets_are_refused_and_stored_ones_keep_it_from_starting() throws Exception {
        directory.close();
        assertThatThrownBy(() -> Directory.start(data, "--secrets-key-file="))
                .hasStackTraceContaining("variables of web are secret");

        directory = Directory.start(data.resolve("empty"), "--secrets-key-file=");
        HttpResponse<String> answer =
                directory.post("{\"name\":\"web\",\"dockerRepository\":\"a\",\"secrets\":{\"DB\":\"planted\"}}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer))
                .startsWith("secrets.DB: value (not shown) (expected: no secret variable")
                .doesNotContain("planted");
        assertThat(directory
                        .send("POST", "/secrets/rotation", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(409);
    }

    private void refused(String patch, String message) throws Exception {
        HttpResponse<String> answer = directory.patch("web", patch);
        assertThat(answer.statusCode()).as(patch).isEqualTo(400);
        assertThat(message(answer)).contains(message).doesNotContain("planted");
    }

    private int patch(String patch) throws Exception {
        return directory.patch("web", patch).statusCode();
    }

    private String shown(String variable) throws Exception {
        return json(directory.get("/services/web"))
                .at("/doc/config/env/" + variable)
                .asString("");
    }

    /** As the scheduler reads it. */
    private String encrypted(String variable) throws Exception {
        return json(directory.get("/services/web", "Paz-Secrets", "encrypted"))
                .at("/doc/config/env/" + variable)
                .asString("");
    }

    private String decrypted(String variable) throws Exception {
        return new SecretVariable(encrypted(variable)).decrypt(SecretCipher.open(Directory.KEYS), "web", variable);
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
