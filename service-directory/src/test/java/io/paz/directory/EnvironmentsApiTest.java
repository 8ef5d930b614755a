package io.paz.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EnvironmentsApiTest {

    @TempDir
    Path data;

    private Directory directory;

    @BeforeEach
    void start() {
        directory = Directory.start(data);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void has_production_from_the_start_and_keeps_it() throws Exception {
        assertThat(directory.get("/environments").body()).isEqualTo("{\"doc\":[{\"name\":\"production\"}]}");
        assertThat(createEnvironment("{\"name\":\"production\"}").statusCode()).isEqualTo(409);
        assertThat(directory.delete("/environments/production").statusCode()).isEqualTo(404);
    }

    @Test
    void keeps_environments_over_a_restart() throws Exception {
        JsonNode created =
                Directory.json(createEnvironment("{\"name\":\"staging\"}")).path("doc");
        directory.close();
        directory = Directory.start(data);

        JsonNode kept = Directory.json(directory.get("/environments/staging")).path("doc");
        assertThat(kept).isEqualTo(created);
        assertThat(kept.path("createdTime").asLong()).isPositive();
        assertThat(kept.path("createdBy").path("kind").asString()).isNotEmpty();
        assertThat(createEnvironment("{\"name\":\"staging\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void runs_one_service_in_two_environments_with_variables_of_their_own() throws Exception {
        createEnvironment("{\"name\":\"staging\"}");
        String production = directory
                .post("{\"name\":\"shop\",\"dockerRepository\":\"team/shop\",\"env\":{\"A\":\"1\"}}")
                .body();
        HttpResponse<String> staging = directory.post(
                "{\"name\":\"shop\",\"environment\":\"staging\",\"dockerRepository\":\"team/shop\",\"env\":{\"A\":\"2\"}}");

        assertThat(staging.statusCode()).isEqualTo(201);
        assertThat(staging.headers().firstValue("Location")).contains("/services/shop.staging");
        assertThat(Directory.json(staging).path("doc").path("name").asString()).isEqualTo("shop.staging");
        assertThat(Directory.json(staging).path("doc").path("service").asString())
                .isEqualTo("shop");
        assertThat(Directory.json(staging).path("doc").path("environment").asString())
                .isEqualTo("staging");
        assertThat(production).doesNotContain("\"service\"", "\"environment\"");
        assertThat(directory.patch("shop.staging", "{\"env\":{\"A\":\"3\"}}").statusCode())
                .isEqualTo(200);
        assertThat(directory.get("/services/shop").body()).isEqualTo(production);
        assertThat(names("/services")).containsExactly("shop");
        assertThat(names("/services?environment=staging")).containsExactly("shop.staging");
        assertThat(names("/services?environment=all")).containsExactly("shop", "shop.staging");
        assertThat(Directory.json(directory.get("/services?dockerRepository=team/shop"))
                        .path("docs"))
                .hasSize(1);
    }

    @Test
    void keeps_an_environment_that_services_are_in() throws Exception {
        createEnvironment("{\"name\":\"staging\"}");
        assertThat(directory
                        .post("{\"name\":\"shop.staging\",\"dockerRepository\":\"a\"}")
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> refused = directory.delete("/environments/staging");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Directory.message(refused)).contains("shop.staging");
        directory.delete("/services/shop.staging");
        assertThat(directory.delete("/environments/staging").statusCode()).isEqualTo(204);
        assertThat(directory.delete("/environments/staging").statusCode()).isEqualTo(404);
    }

    @Test
    void copies_services_with_variables_and_without_secrets_and_what_only_one_may_own() throws Exception {
        directory.post("{\"name\":\"shop\",\"dockerRepository\":\"team/shop:1\",\"numInstances\":5,"
                + "\"ports\":[{\"container\":80}],\"env\":{\"A\":\"1\"},\"secrets\":{\"KEY\":\"s3cret\"},"
                + "\"volume\":{\"data\":\"/data\"},\"domains\":[\"shop.example.org\"],\"upstreams\":[\"api\"],"
                + "\"routes\":[{\"host\":\"www.example.org\",\"path\":\"/shop\"}]}");
        directory.post("{\"name\":\"other\",\"dockerRepository\":\"a\"}");

        HttpResponse<String> copied = createEnvironment(
                "{\"name\":\"staging\",\"from\":\"production\",\"services\":[\"shop\"],\"instances\":1}");

        assertThat(copied.statusCode()).as(copied.body()).isEqualTo(201);
        assertThat(Directory.json(copied).at("/doc/services").toString())
                .isEqualTo("[{\"name\":\"shop.staging\",\"missingSecrets\":[\"KEY\"],\"leftOut\":["
                        + "\"volume: the data of data; data.staging is empty\",\"domains: shop.example.org\","
                        + "\"routes: www.example.org/shop\"]}]");
        assertThat(names("/services?environment=staging")).containsExactly("shop.staging");
        JsonNode config =
                Directory.json(directory.get("/services/shop.staging")).at("/doc/config");
        assertThat(config.path("env").toString()).isEqualTo("{\"A\":\"1\",\"KEY\":\"paz-secret:missing\"}");
        assertThat(config.path("numInstances").asInt()).isEqualTo(1);
        assertThat(config.path("upstreams").toString()).isEqualTo("[\"api\"]");
        assertThat(config.has("domains")).isFalse();

        assertThat(directory
                        .patch("shop.staging", "{\"secrets\":{\"KEY\":\"s3cret\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(variable("shop.staging")).isEqualTo(variable("shop")).startsWith("paz-secret:");
        directory.patch("shop.staging", "{\"secrets\":{\"KEY\":\"another\"}}");
        assertThat(variable("shop.staging")).isNotEqualTo(variable("shop"));
    }

    private String variable(String service) throws Exception {
        return Directory.json(directory.get("/services/" + service))
                .at("/doc/config/env/KEY")
                .asString();
    }

    @Test
    void a_missing_secret_outlives_a_restart_and_a_rotation() throws Exception {
        directory.post("{\"name\":\"shop\",\"dockerRepository\":\"a\",\"secrets\":{\"KEY\":\"s3cret\"}}");
        createEnvironment("{\"name\":\"staging\",\"from\":\"production\"}");
        directory.close();
        directory = Directory.start(data);

        assertThat(directory
                        .send("POST", "/secrets/rotation", HttpRequest.BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(200);
        assertThat(variable("shop.staging")).isEqualTo("paz-secret:missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"staging\",\"services\":[\"shop\"]}",
                "{\"name\":\"staging\",\"from\":\"production\",\"services\":[\"nobody\"]}",
                "{\"name\":\"staging\",\"from\":\"production\",\"services\":[\"shop.staging\"]}",
                "{\"name\":\"staging\",\"from\":\"production\",\"instances\":0}",
                "{\"name\":\"staging\",\"from\":\"Production\"}",
                "{\"name\":\"staging\",\"x\":1}"
            })
    void makes_nothing_of_a_copy_that_cannot_be(String body) throws Exception {
        directory.post("{\"name\":\"shop\",\"dockerRepository\":\"a\"}");

        assertThat(createEnvironment(body).statusCode()).isEqualTo(400);
        assertThat(directory.get("/environments/staging").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"shop\",\"environment\":\"nowhere\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.nowhere\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.production\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.staging.paz\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.\",\"dockerRepository\":\"a\"}",
                "{\"name\":\".staging\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.staging\",\"environment\":\"production\",\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop\",\"upstreams\":[\"api.staging\"],\"dockerRepository\":\"a\"}",
                "{\"name\":\"shop.staging\",\"upstreams\":[\"shop\"],\"dockerRepository\":\"a\"}"
            })
    void refuses_services_of_no_environment(String service) throws Exception {
        createEnvironment("{\"name\":\"staging\"}");

        assertThat(directory.post(service).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Staging",
                "a.b",
                "paz",
                "localhost",
                "all",
                "paz-x",
                "a-announce",
                "a-loadbalancer",
                "-a",
                "a-",
                "1a",
                "a/b",
                "..",
                "aaaaaaaaaaaaaaaaaaaaaa"
            })
    void refuses_names_that_nothing_may_have(String name) throws Exception {
        assertThat(createEnvironment("{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(400);
    }

    private List<String> names(String path) throws Exception {
        return Directory.json(directory.get(path))
                .path("doc")
                .valueStream()
                .map(document -> document.path("name").asString())
                .toList();
    }

    private HttpResponse<String> createEnvironment(String body) throws Exception {
        return directory.send("POST", "/environments", HttpRequest.BodyPublishers.ofString(body));
    }
}
