package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.hook.Deliveries;
import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Hooks from their creation to their end, by one scheduler for all tests; each has a service of its own. */
class HooksApiTest {

    private static final String PUSH = """
            {"ref":"refs/heads/main","after":"0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c",\
            "repository":{"full_name":"team/app","default_branch":"main"}}""";
    private static final String DOCKER_HUB = """
            {"callback_url":"http://127.0.0.1:1/never","push_data":{"pushed_at":17,"tag":"v7"},\
            "repository":{"repo_name":"team/%s"}}""";

    @RegisterExtension
    static final CleanEtcd ETCD = new CleanEtcd();

    @TempDir
    static Path folder;

    private static SchedulerUnderTest scheduler;

    @BeforeAll
    static void start() throws IOException {
        scheduler = new SchedulerUnderTest(ETCD.real(), folder);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void a_signed_push_deploys_once_however_often_it_is_replayed() {
        JsonNode hook = create("once", "github", "");
        assertThat(hook.path("secret").asString()).matches("[0-9a-f]{64}");
        Map<String, String> headers = Deliveries.headers("github", "push", secret(hook), PUSH, Instant.now());

        Answer first = deliver(hook, headers, PUSH);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.tree().path("deployment").asString()).isEqualTo("/deployments/once/1");
        assertThat(deployment("once", 1).at("/steps/0/evidence").asString())
                .isEqualTo("push to team/app, main at 0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c");

        String before = "{\"ignored\":\"delivered before: it deployed version 1\"}";
        assertThat(deliver(hook, headers, PUSH).body()).isEqualTo(before);
        assertThat(deliver(hook, with(headers, "X-GitHub-Delivery", "another"), PUSH)
                        .body())
                .isEqualTo(before);
        scheduler.stop();
        scheduler.start();
        assertThat(deliver(hook, headers, PUSH).body()).isEqualTo(before);
        assertThat(journal("once")).hasSize(1);
        assertThat(journal("once").get(0).path("requestedBy").toString())
                .isEqualTo("{\"kind\":\"hook\",\"name\":\"hook of once (github)\"}");
        assertThat(scheduler
                        .get("/hooks/" + id(hook))
                        .tree()
                        .at("/doc/lastUse/result")
                        .asString())
                .isEqualTo("ignored: delivered before: it deployed version 1");
    }

    @Test
    void a_push_to_docker_hub_deploys_its_tag_by_the_secret_in_the_address() {
        JsonNode hook = create("hub", "dockerhub", ",\"tags\":[\"v*\"]");
        String body = DOCKER_HUB.formatted("hub");
        assertThat(hook.path("path").asString()).isEqualTo("/hooks/in/" + id(hook) + "/" + secret(hook));

        assertThat(deliver(hook, Map.of(), body).tree().path("version").asInt()).isEqualTo(1);
        assertThat(deployment("hub", 1).path("image").asString()).isEqualTo("team/hub:v7");
        assertThat(deliver(hook, Map.of(), body).tree().path("ignored").asString())
                .startsWith("delivered before");
        assertThat(deliver(hook, Map.of(), body.replace("17", "18"))
                        .tree()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(deliver(hook, Map.of(), body.replace("v7", "dev"))
                        .tree()
                        .path("ignored")
                        .asString())
                .isEqualTo("pushed dev (expected: one that matches v*)");
        assertThat(post("/hooks/in/" + id(hook), Map.of(), body).status()).isEqualTo(404);
        assertThat(journal("hub")).hasSize(2);
    }

    @Test
    void a_secret_is_shown_once_and_a_deleted_hook_is_gone() {
        JsonNode hook = create("shown", "paz", ",\"tags\":[\"main\"],\"imageTag\":\"ref\"");
        assertThat(hook.path("secret").asString()).startsWith("whsec_");
        Answer one = scheduler.get("/hooks/" + id(hook));
        Answer all = scheduler.get("/hooks?service=shown");
        assertThat(one.body() + all.body()).doesNotContain(secret(hook).substring(6), "secret");
        assertThat(all.tree().path("doc")).hasSize(1);
        assertThat(all.tree().path("doc").get(0)).isEqualTo(one.tree().path("doc"));
        assertThat(one.tree().path("doc").path("tags").toString()).isEqualTo("[\"main\"]");
        assertThat(one.tree().path("doc").path("imageTag").asString()).isEqualTo("ref");

        assertThat(scheduler.delete("/hooks/" + id(hook)).status()).isEqualTo(204);
        assertThat(scheduler.delete("/hooks/" + id(hook)).status()).isEqualTo(404);
        assertThat(scheduler.get("/hooks/" + id(hook)).status()).isEqualTo(404);
        assertThat(scheduler.get("/hooks?service=shown").body()).isEqualTo("{\"doc\":[]}");
    }

    @Test
    void whoever_proves_nothing_learns_nothing() {
        JsonNode hook = create("quiet", "github", "");
        Map<String, String> right = Deliveries.headers("github", "ping", secret(hook), PUSH, Instant.now());
        assertThat(deliver(hook, right, PUSH).body()).isEqualTo("{\"ignored\":\"a ping\"}");
        JsonNode deleted = create("quiet", "github", "");
        Map<String, String> ofDeleted = Deliveries.headers("github", "push", secret(deleted), PUSH, Instant.now());
        scheduler.delete("/hooks/" + id(deleted));

        List<Answer> refused = List.of(
                deliver(hook, Map.of(), PUSH),
                deliver(hook, with(right, "X-Hub-Signature-256", "sha256=00"), PUSH),
                deliver(hook, right, PUSH + " "),
                deliver(deleted, ofDeleted, PUSH),
                post("/hooks/in/" + "0".repeat(32), right, PUSH),
                post("/hooks/in/..%2fdeploy", right, PUSH),
                post("/hooks/in/" + id(hook) + "/" + secret(hook), right, PUSH));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(withoutId(answer)).isEqualTo(withoutId(refused.get(0)));
        });
        assertThat(journal("quiet")).isEmpty();
        assertThat(scheduler
                        .send(scheduler.anonymous("/hooks/" + id(hook)).GET())
                        .status())
                .isEqualTo(401);
        assertThat(scheduler
                        .send(scheduler.anonymous("/hooks/" + id(hook)).DELETE())
                        .status())
                .isEqualTo(401);
    }

    private static String withoutId(Answer answer) {
        return answer.body().replaceAll("\"uuid\":\"[^\"]*\"", "");
    }

    @Test
    void a_hook_dies_with_its_service_and_a_new_one_of_that_name_has_none() {
        JsonNode hook = create("reborn", "github", "");
        Map<String, String> headers = Deliveries.headers("github", "push", secret(hook), PUSH, Instant.now());
        assertThat(deliver(hook, headers, PUSH).status()).isEqualTo(200);
        assertThat(scheduler.delete("/services/reborn").status()).isEqualTo(204);
        service("reborn", 2);

        String other = PUSH.replace("0d1a", "1d1a");
        Answer answer = deliver(hook, Deliveries.headers("github", "push", secret(hook), other, Instant.now()), other);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(scheduler.get("/hooks?service=reborn").body()).isEqualTo("{\"doc\":[]}");
        assertThat(scheduler.get("/hooks/" + id(hook)).status()).isEqualTo(404);
    }

    @Test
    void a_service_that_was_replaced_in_the_directory_alone_is_not_deployed_either() {
        JsonNode hook = create("swapped", "github", "");
        service("swapped", 2);
        Answer answer = deliver(hook, Deliveries.headers("github", "push", secret(hook), PUSH, Instant.now()), PUSH);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(scheduler.get("/hooks?service=swapped").body()).isEqualTo("{\"doc\":[]}");
        scheduler.services.remove("swapped");
        assertThat(withoutId(
                        deliver(hook, Deliveries.headers("github", "push", secret(hook), PUSH, Instant.now()), PUSH)))
                .isEqualTo(withoutId(answer));
        assertThat(journal("swapped")).isEmpty();
    }

    @Test
    void a_delivery_that_cannot_be_deployed_now_may_come_again() {
        JsonNode hook = create("later", "paz", "");
        String body = "{\"type\":\"image.pushed\",\"data\":{\"image\":\"team/later:v1\"}}";
        Map<String, String> headers = Deliveries.standard("msg_1", secret(hook), body, Instant.now());
        scheduler.directoryDown = true;
        assertThat(deliver(hook, headers, body).status()).isEqualTo(503);
        scheduler.directoryDown = false;
        assertThat(deliver(hook, headers, body).tree().path("version").asInt()).isEqualTo(1);
        assertThat(deliver(hook, headers, body).tree().path("ignored").asString())
                .startsWith("delivered before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | serviceName: value null",
                "{\"serviceName\":\"bad\"} | 400 | source: value null (expected: one of dockerhub, github, gitlab, gitea, harbor, paz)",
                "{\"serviceName\":\"bad\",\"source\":\"svn\"} | 400 | source: value svn",
                "{\"serviceName\":\"nobody\",\"source\":\"paz\"} | 404 | serviceName: value nobody",
                "{\"serviceName\":\"../bad\",\"source\":\"paz\"} | 404 | serviceName: value ../bad",
                "{\"serviceName\":\"bad\",\"source\":\"paz\",\"tags\":[\"(a+)+$\"]} | 400 | tags[0]: value (a+)+$",
                "{\"serviceName\":\"bad\",\"source\":\"paz\",\"tags\":[null]} | 400 | tags",
                "{\"serviceName\":\"bad\",\"source\":\"paz\",\"imageTag\":\"sha\"} | 400 | imageTag: value sha",
                "{\"serviceName\":\"bad\",\"source\":\"paz\",\"secret\":\"mine\"} | 400 | secret"
            })
    void a_hook_that_makes_no_sense_is_refused_by_field(String body, int status, String message) {
        service("bad", 1);
        Answer answer = scheduler.post("/hooks", body);
        assertThat(answer.tree().path("message").asString()).startsWith(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_service_has_at_most_twenty_hooks() {
        for (int i = 0; i < 20; i++) {
            create("many", "paz", "");
        }
        Answer refused = scheduler.post("/hooks", "{\"serviceName\":\"many\",\"source\":\"paz\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.tree().path("message").asString())
                .isEqualTo("serviceName: value many (expected: a service with fewer than 20 hooks; delete one first)");
    }

    @Test
    void a_body_that_is_too_large_or_no_json_is_refused() {
        JsonNode hook = create("large", "github", "");
        assertThat(deliver(hook, Map.of(), "x".repeat(1024 * 1024 + 1)).status())
                .isEqualTo(413);
        Map<String, String> headers = Deliveries.headers("github", "push", secret(hook), "payload=%7B", Instant.now());
        Answer form = deliver(hook, headers, "payload=%7B");
        assertThat(form.status()).isEqualTo(400);
        assertThat(form.tree().path("message").asString()).startsWith("body: not valid JSON");
    }

    private static JsonNode create(String service, String source, String more) {
        if (!scheduler.services.containsKey(service)) {
            service(service, 1);
        }
        Answer created = scheduler.post(
                "/hooks", "{\"serviceName\":\"%s\",\"source\":\"%s\"%s}".formatted(service, source, more));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.tree().path("doc");
    }

    /** The address stands in Docker Hub's settings, where nobody may remember it. */
    @Test
    void the_address_for_docker_hub_is_not_that_of_a_service_that_is_created_again() {
        service("again", 1_000);
        String before = addressOf("again");
        service("again", 2_000);
        assertThat(addressOf("again"))
                .as("of services from before times counted")
                .isEqualTo(before);

        long now = Instant.now().toEpochMilli();
        service("again", now + 1);
        String first = addressOf("again");
        service("again", now + 2);
        String second = addressOf("again");

        assertThat(List.of(before, first, second)).doesNotHaveDuplicates();
        String body = DOCKER_HUB.formatted("again");
        assertThat(post(before, Map.of(), body).status()).isEqualTo(404);
        assertThat(post(first, Map.of(), body).status()).isEqualTo(404);
        assertThat(post(second, Map.of(), body).status()).isEqualTo(200);
    }

    private static String addressOf(String service) {
        return scheduler
                .get("/hooks/dockerhub/" + service)
                .tree()
                .at("/doc/path")
                .asString();
    }

    /** @param createdTime tells the service from others of the same name */
    private static void service(String name, long createdTime) {
        scheduler.service(name, "team/" + name);
        scheduler.services.computeIfPresent(
                name, (key, json) -> json.replaceFirst("\\{", "{\"createdTime\":" + createdTime + ","));
    }

    private static String id(JsonNode hook) {
        return hook.path("id").asString();
    }

    private static String secret(JsonNode hook) {
        return hook.path("secret").asString();
    }

    private static JsonNode deployment(String service, int version) {
        return scheduler.get("/deployments/" + service + "/" + version).tree().path("doc");
    }

    private static JsonNode journal(String service) {
        return scheduler.get("/journal?service=" + service).tree().path("doc");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Answer deliver(JsonNode hook, Map<String, String> headers, String body) {
        return post(hook.path("path").asString(), headers, body);
    }

    private static Answer post(String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = scheduler.anonymous(path).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return scheduler.send(request);
    }
}
