package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import io.paz.testing.FleetStandIn.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerApiTest {

    private static final String DEPLOY_WEB = "{\"serviceName\":\"web\"}";
    private static final String PUSH = """
            {"callback_url":"http://127.0.0.1:1/never","push_data":{"pushed_at":1,"pusher":"x","tag":"v7"},\
            "repository":{"repo_name":"team/web","repo_url":"https://hub.docker.com/r/team/web","unknown":[1]}}""";

    @RegisterExtension
    static final CleanEtcd ETCD = new CleanEtcd();

    @TempDir
    Path folder;

    private SchedulerUnderTest scheduler;

    @BeforeEach
    void start() throws IOException {
        scheduler = new SchedulerUnderTest(ETCD.real(), folder);
        scheduler.service("web", "team/web");
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void a_service_is_deployed_changed_read_back_and_removed() {
        Answer first = scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body())
                .isEqualTo(
                        "{\"statusCode\":200,\"version\":1,\"deployment\":\"/deployments/web/1\",\"state\":\"done\"}");
        assertThat(first.response().headers().firstValue("content-type")).contains("application/json");
        assertThat(keys())
                .contains(
                        "/paz/config/services/web/domains/web.example.org",
                        "/paz/config/services/web/versions/1/health-path",
                        "/paz/config/services/web/visibility",
                        "/paz/services/web/1/1",
                        "/paz/services/web/1/2");
        assertThat(ETCD.get("/paz/config/services/web/visibility")).isEqualTo("public");
        assertThat(ETCD.get("/paz/config/services/web/versions/1/health-path")).isEqualTo("/health");

        assertThat(scheduler
                        .post("/hooks/deploy?wait=true", DEPLOY_WEB)
                        .tree()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(scheduler.fleet.units())
                .containsExactly(
                        "web-2-1.service", "web-2-2.service", "web-announce-2-1.service", "web-announce-2-2.service");
        assertThat(keys()).doesNotContain("/paz/services/web/1/1", "/paz/config/services/web/versions/1/health-path");
        assertThat(scheduler.get("/config/web/history").tree().path("doc").propertyNames())
                .containsExactly("1", "2");
        assertThat(scheduler.get("/config/web/version/latest").body())
                .isEqualTo(scheduler.get("/config/web/version/2").body())
                .startsWith("{\"doc\":{\"publicFacing\":true,\"numInstances\":2,\"ports\":[{\"container\":80}],");

        assertThat(scheduler.delete("/services/web").status()).isEqualTo(204);
        assertThat(scheduler.fleet.units()).isEmpty();
        assertThat(keys().lines().filter(key -> key.contains("/web"))).isEmpty();
        assertThat(scheduler.services).isEmpty();
        assertThat(scheduler
                        .get("/journal?service=web")
                        .tree()
                        .path("doc")
                        .valueStream()
                        .map(line -> line.path("event").asString()
                                + line.path("version").asString("")))
                .containsExactly("deploy1", "deploy2", "delete");
        assertThat(scheduler.delete("/services/web").status()).isEqualTo(404);
    }

    @Test
    void a_deployment_that_runs_is_aborted_and_one_that_does_not_says_why_it_cannot_be() {
        scheduler.announcing = false;
        assertThat(scheduler.post("/hooks/deploy", DEPLOY_WEB).status()).isEqualTo(200);
        Answer promoted = scheduler.post("/deployments/web/1/promote", "");
        assertThat(promoted.status()).isEqualTo(409);
        assertThat(promoted.tree().path("code").asString()).isEqualTo("too_late");
        assertThat(promoted.tree().path("message").asString())
                .isEqualTo("promote of web 1: it follows the strategy rolling (expected: a canary)");

        Answer aborted = scheduler.post("/deployments/web/1/abort", "");
        assertThat(aborted.status()).isEqualTo(202);
        assertThat(aborted.body())
                .startsWith("{\"statusCode\":202,\"version\":1,\"deployment\":\"/deployments/web/1\",");
        await().atMost(Duration.ofSeconds(20)).until(() -> state(1).equals("rolled_back"));
        assertThat(scheduler
                        .get("/deployments/web/1")
                        .tree()
                        .path("doc")
                        .path("reason")
                        .asString())
                .isEqualTo("aborted by the operator");
        assertThat(scheduler.fleet.units()).isEmpty();
        assertThat(scheduler
                        .post("/deployments/web/1/abort", "")
                        .tree()
                        .path("message")
                        .asString())
                .isEqualTo("abort of web 1: it is rolled_back (expected: one that is running)");
        assertThat(scheduler.post("/deployments/web/2/abort", "").status()).isEqualTo(404);
        assertThat(scheduler.post("/deployments/web/x/promote", "").status()).isEqualTo(404);
        assertThat(scheduler.post("/deployments/none/1/abort", "").status()).isEqualTo(404);
    }

    private String state(int version) {
        return scheduler
                .get("/deployments/web/" + version)
                .tree()
                .path("doc")
                .path("state")
                .asString();
    }

    @Test
    void the_id_of_a_request_and_the_schedulers_credential_go_on_to_the_directory() {
        String id = "00000000-0000-4000-8000-000000000001";
        scheduler.send(scheduler
                .request("/hooks/deploy")
                .header("Content-Type", "application/json")
                .header("x-api-uuid", id)
                .POST(BodyPublishers.ofString(DEPLOY_WEB)));
        assertThat(scheduler.directoryRequests)
                .contains("GET /services/web Bearer "
                        + ServiceCredential.of(new Token(SchedulerUnderTest.TOKEN), "scheduler")
                                .value() + " " + id);
    }

    @Test
    void a_deployment_that_fails_is_a_failure_for_the_one_who_waits() {
        scheduler.announcing = false;
        scheduler.fleet.subState("web-1-2.service", "failed");
        Answer failed = scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        assertThat(failed.status()).isEqualTo(422);
        assertThat(failed.tree().path("code").asString()).isEqualTo("deployment_failed");
        assertThat(failed.tree().path("message").asString())
                .isEqualTo("web 1 failed: instance 2 failed: web-1-2.service is failed (failed), loaded;"
                        + " its last line: \"the reason\" (see /deployments/web/1)");
        assertThat(scheduler.fleet.units()).isEmpty();
        var kept = scheduler.get("/deployments/web/1").tree().path("doc");
        assertThat(kept.path("state").asString()).isEqualTo("failed");
        assertThat(kept.path("lastLines").toString()).isEqualTo("[\"the reason\"]");
    }

    @Test
    void a_hook_answers_once_the_units_are_submitted_or_the_deployment_is_queued() {
        scheduler.announcing = false;
        assertThat(scheduler
                        .post("/hooks/deploy", DEPLOY_WEB)
                        .tree()
                        .path("state")
                        .asString())
                .isEqualTo("running");
        assertThat(scheduler.fleet.units()).hasSize(4);
        assertThat(scheduler
                        .post("/hooks/deploy", DEPLOY_WEB)
                        .tree()
                        .path("state")
                        .asString())
                .isEqualTo("queued");
        assertThat(scheduler
                        .get("/deployments")
                        .tree()
                        .path("doc")
                        .valueStream()
                        .map(each -> each.path("version").asInt()
                                + each.path("state").asString()))
                .containsExactly("2queued", "1running");
    }

    @Test
    void docker_hubs_payload_deploys_the_pushed_tag_whatever_its_content_type() {
        Answer answer = scheduler.send(scheduler
                .request("/hooks/dockerhub")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(PUSH)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.tree().path("statusCode").asInt()).isEqualTo(201);
        assertThat(scheduler
                        .get("/deployments/web/1")
                        .tree()
                        .path("doc")
                        .path("image")
                        .asString())
                .isEqualTo("team/web:v7");
    }

    @Test
    void the_secret_hook_wants_no_token_and_tells_nothing() {
        String path = scheduler
                .get("/hooks/dockerhub/web")
                .tree()
                .path("doc")
                .path("path")
                .asString();
        assertThat(path).matches("/hooks/dockerhub/web/[0-9a-f]{64}");
        String secret = path.substring(path.lastIndexOf('/') + 1);
        Answer wrong = anonymousPush("/hooks/dockerhub/web/" + secret.replace(secret.charAt(0), 'x'));
        Answer unknown = anonymousPush("/hooks/dockerhub/nobody/" + secret);
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.tree().path("message")).isEqualTo(wrong.tree().path("message"));
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();

        assertThat(anonymousPush(path).tree().path("version").asInt()).isEqualTo(1);
        assertThat(scheduler.get("/journal").tree().at("/doc/0/requestedBy").toString())
                .isEqualTo("{\"kind\":\"hook\",\"name\":\"hook of web (dockerhub)\"}");
        assertThat(scheduler
                        .send(scheduler.anonymous("/hooks/dockerhub/web").GET())
                        .status())
                .isEqualTo(401);
    }

    private Answer anonymousPush(String path) {
        return scheduler.send(scheduler.anonymous(path).POST(BodyPublishers.ofString(PUSH)));
    }

    @Test
    void the_same_idempotency_key_gives_the_same_version_after_a_restart_too() {
        assertThat(deployWithKey()).isEqualTo(1);
        scheduler.stop();
        scheduler.start();
        assertThat(deployWithKey()).isEqualTo(1);
        assertThat(scheduler.get("/journal").tree().path("doc")).hasSize(1);
    }

    private int deployWithKey() {
        return scheduler
                .send(scheduler
                        .request("/hooks/deploy?wait=true")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "delivery-1")
                        .POST(BodyPublishers.ofString(DEPLOY_WEB)))
                .tree()
                .path("version")
                .asInt();
    }

    @Test
    void a_rollback_says_what_it_repeats() {
        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\",\"dockerRepository\":\"team/web:1\"}");
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        assertThat(scheduler
                        .post("/deployments/web/1/rollback?wait=true", "")
                        .tree()
                        .path("version")
                        .asInt())
                .isEqualTo(3);
        var third = scheduler.get("/deployments/web/3").tree().path("doc");
        assertThat(third.path("image").asString()).isEqualTo("team/web:1");
        assertThat(third.path("steps").get(0).path("evidence").asString()).isEqualTo("rollback: repeats version 1");
    }

    @Test
    void a_directory_that_is_down_is_named_and_nothing_changes() {
        scheduler.directoryDown = true;
        Answer answer = scheduler.post("/hooks/deploy", DEPLOY_WEB);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.tree().path("message").asString()).startsWith("service-directory answered 503");
        assertThat(scheduler.delete("/services/web").status()).isEqualTo(503);
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
    }

    @Test
    void a_fleet_that_is_silent_is_named_within_seconds_and_nothing_changes() {
        scheduler.fleet.fail(Fault.ANSWERS_NOTHING);
        long start = System.nanoTime();
        Answer answer = scheduler.post("/hooks/deploy", DEPLOY_WEB);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.tree().path("message").asString()).startsWith("fleet does not answer");
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
    }

    @Test
    void the_hosts_that_may_announce_are_those_of_fleet() {
        await().until(() -> keys().contains("/paz/config/hosts/127.0.0.1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown service | /hooks/deploy | {\"serviceName\":\"nobody\"} | 404 | serviceName: value nobody",
                "empty service | /hooks/deploy | {\"serviceName\":\"\"} | 404 | serviceName: value ",
                "path in service | /hooks/deploy | {\"serviceName\":\"../web\"} | 404 | serviceName: value ../web",
                "missing service | /hooks/deploy | {} | 400 | serviceName: value null",
                "number as service | /hooks/deploy | {\"serviceName\":3} | 400 | serviceName: value 3",
                "unknown field | /hooks/deploy | {\"serviceName\":\"web\",\"x\":1} | 400 | x",
                "doubled field | /hooks/deploy | {\"serviceName\":\"web\",\"serviceName\":\"web\"} | 400 | body",
                "other repository | /hooks/deploy | {\"serviceName\":\"web\",\"dockerRepository\":\"evil/web\"} | 400 | dockerRepository: value evil/web",
                "option as image | /hooks/deploy | {\"serviceName\":\"web\",\"dockerRepository\":\"--privileged\"} | 400 | dockerRepository: value --privileged",
                "not JSON | /hooks/deploy | nonsense | 400 | body: not valid JSON",
                "wait is no flag | /hooks/deploy?wait=1 | {\"serviceName\":\"web\"} | 400 | wait: value 1",
                "unknown repository | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"a/b\",\"repo_url\":\"u\"}} | 404 | repository.repo_name: value a/b",
                "missing repository | /hooks/dockerhub | {\"push_data\":{}} | 400 | repository.repo_name: value absent",
                "missing address | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"team/web\"}} | 400 | repository.repo_url: value absent",
                "upper-case repository | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"BugTeam/Web\",\"repo_url\":\"u\"}} | 400 | repository.repo_name: value \"BugTeam/Web\"",
                "repository with a tag | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"team/web:1\",\"repo_url\":\"u\"}} | 400 | repository.repo_name: value",
                "tag is no text | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"team/web\"},\"push_data\":{\"tag\":1}} | 400 | push_data.tag: value 1",
                "tag with options | /hooks/dockerhub | {\"repository\":{\"repo_name\":\"team/web\",\"repo_url\":\"u\"},\"push_data\":{\"tag\":\"a -v /:/h\"}} | 400 | dockerRepository: value team/web:a -v /:/h",
                "rollback of nothing | /deployments/web/1/rollback | {} | 404 | version: value 1",
                "rollback of nobody | /deployments/nobody/1/rollback | {} | 404 | service: value nobody"
            })
    void a_bad_call_is_refused_and_changes_nothing(String name, String path, String body, int status, String message) {
        Answer answer = scheduler.post(path, body);
        assertThat(answer.tree().path("message").asString()).startsWith(message == null ? "" : message.strip());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
        assertThat(scheduler.fleet.units()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/config/web/version/latest, 404",
        "/config/web/version/1, 404",
        "/config/web/version/x, 404",
        "/config/web/version/01, 404",
        "/config/web/history, 200",
        "/deployments/web/1, 404",
        "/deployments/web/0, 404",
        "/deployments?limit=0, 400",
        "/journal?after=x, 400",
        "/journal?limit=1001, 400",
        "/services/web, 404",
        "/services, 200",
        "/operations/web, 200",
        "/operations/web/1, 404",
        "/operations/web/x, 404",
        "/services/web/scale, 405",
        "/nothing, 404",
        "/health, 200",
        "/metrics, 200",
        "/openapi.yaml, 200"
    })
    void reads_of_what_was_never_deployed(String path, int status) {
        assertThat(scheduler.get(path).status()).isEqualTo(status);
    }

    @Test
    void the_history_of_a_service_never_deployed_is_empty() {
        assertThat(scheduler.get("/config/web/history").body()).isEqualTo("{\"doc\":{}}");
    }

    @Test
    void a_value_that_cannot_reach_a_container_is_refused_by_field() {
        scheduler.services.computeIfPresent("web", (name, json) -> json.replace("$x", "a\\u0000b"));
        Answer answer = scheduler.post("/hooks/deploy", DEPLOY_WEB);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.tree().path("message").asString())
                .isEqualTo("env.A: contains U+0000 (expected: no NUL, no Unicode non-character, no lone surrogate)");
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
    }

    private static String keys() {
        return ETCD.ctl("get", "--prefix", "/paz/", "--keys-only");
    }
}
