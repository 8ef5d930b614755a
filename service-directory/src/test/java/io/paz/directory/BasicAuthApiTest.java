package io.paz.directory;

import static io.paz.directory.Directory.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Passwords of a service's users go in, are stored as hashes, and never come out. */
class BasicAuthApiTest {

    private static final String PASSWORD = "planted secret \u00fc";
    private static final String HASH = "$5$saltofsixteenchr$QL0SnfIoivtqHJWRylXIgGItho86jNiod6wxujoux52";

    @TempDir
    Path data;

    private Directory directory;

    @BeforeEach
    void start() throws Exception {
        directory = Directory.start(data);
        assertThat(directory
                        .post("{\"name\":\"web\",\"dockerRepository\":\"a\",\"proxy\":"
                                + proxy("{\"name\":\"ann\",\"password\":\"" + PASSWORD
                                        + "\"},{\"name\":\"bob\",\"passwordHash\":\"" + HASH + "\"}")
                                + "}")
                        .body())
                .contains("{\"name\":\"ann\"},{\"name\":\"bob\"}")
                .doesNotContain("planted", "$5$");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void answers_have_the_names_alone_and_the_scheduler_gets_the_hashes() throws Exception {
        for (String path :
                List.of("/services", "/services/web", "/services/web/config", "/services?dockerRepository=a")) {
            assertThat(directory.get(path).body())
                    .as(path)
                    .contains("\"users\":[{\"name\":\"ann\"},{\"name\":\"bob\"}]")
                    .doesNotContain("planted", "$5$", "passwordHash");
        }
        assertThat(hash(0)).startsWith("$5$").isEqualTo(Sha2Crypt.sha256Crypt(PASSWORD.getBytes("UTF-8"), hash(0)));
        assertThat(hash(1)).isEqualTo(HASH);
    }

    @Test
    void a_user_who_is_sent_back_as_shown_keeps_the_password() throws Exception {
        String before = hash(0);

        String changed = patch(proxy("{\"name\":\"bob\",\"password\":\"planted too\"},{\"name\":\"ann\"}"));

        assertThat(changed)
                .contains("\"users\":[{\"name\":\"bob\"},{\"name\":\"ann\"}]")
                .doesNotContain("planted");
        assertThat(hash(1)).isEqualTo(before);
        assertThat(hash(0)).isNotEqualTo(HASH).startsWith("$5$");
        directory.patch("web", "{\"numInstances\":2}");
        assertThat(hash(1)).isEqualTo(before);
        assertThat(directory.get("/services/web/config/changes").body())
                .contains("proxy")
                .doesNotContain("planted", "$5$");
    }

    @Test
    void the_same_password_has_another_hash_each_time() throws Exception {
        String before = hash(0);
        patch(proxy("{\"name\":\"ann\",\"password\":\"" + PASSWORD + "\"}"));
        assertThat(hash(0)).isNotEqualTo(before);
    }

    @Test
    void no_refusal_shows_what_was_sent() throws Exception {
        for (String users : List.of(
                "{\"name\":\"eve\",\"password\":{\"planted\":1}}",
                "{\"name\":\"eve\",\"password\":[\"planted\"]}",
                "{\"name\":\"eve\",\"passwordHash\":\"planted\"}",
                "{\"name\":\"eve\",\"password\":\"planted\\n\"}",
                "\"planted\"",
                "{\"name\":\"eve\",\"passwort\":\"planted\"}")) {
            HttpResponse<String> answer = directory.patch("web", "{\"proxy\":" + proxy(users) + "}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("planted");
        }
    }

    private String patch(String proxy) throws Exception {
        HttpResponse<String> answer = directory.patch("web", "{\"proxy\":" + proxy + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String hash(int user) throws Exception {
        JsonNode stored = json(directory.get("/services/web", "Paz-Secrets", "encrypted"));
        return stored.at("/doc/config/proxy/basicAuth/users/" + user + "/passwordHash")
                .asString();
    }

    private static String proxy(String users) {
        return "{\"maxBodyBytes\":1,\"basicAuth\":{\"users\":[" + users + "]}}";
    }
}
