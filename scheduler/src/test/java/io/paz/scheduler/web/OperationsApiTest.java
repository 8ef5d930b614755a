package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.http.access.Actor;
import io.paz.http.access.ServiceCredential;
import io.paz.http.access.Token;
import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import io.paz.testing.FleetStandIn.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Operations over HTTP, with the whole scheduler, a real etcd, and stand-ins for fleet and directory. */
class OperationsApiTest {

    private static final String DEPLOY_WEB = "{\"serviceName\":\"web\"}";

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
    void a_service_is_scaled_stopped_started_and_restarted() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        Answer scaled = scheduler.post("/services/web/scale?wait=true", "{\"instances\":3}");
        assertThat(scaled.body())
                .isEqualTo("{\"statusCode\":200,\"version\":1,\"operation\":\"/operations/web/1\",\"state\":\"done\","
                        + "\"message\":\"web 1 runs with 3 instances, 2 before\"}");
        assertThat(scheduler.services.get("web")).contains("\"numInstances\":3");
        assertThat(scheduler.fleet.units()).hasSize(6).contains("web-1-3.service", "web-announce-1-3.service");
        assertThat(scheduler
                        .get("/config/web/version/1")
                        .tree()
                        .path("doc")
                        .path("numInstances")
                        .asInt())
                .isEqualTo(3);
        assertThat(scheduler.get("/operations/web/1").tree().path("doc").path("units"))
                .hasSize(6);
        assertThat(state()).isEqualTo("running, version 1 with 3 of 3");

        assertThat(message(scheduler.post("/services/web/stop?wait=true", "")))
                .isEqualTo("web 1 runs with 0 instances, 3 before");
        assertThat(scheduler.fleet.units()).isEmpty();
        assertThat(ETCD.ctl("get", "--prefix", "/paz/services/web/", "--keys-only"))
                .isBlank();
        assertThat(ETCD.get("/paz/config/services/web/visibility")).isEqualTo("public");
        assertThat(state()).isEqualTo("stopped, version 1 with 0 of 3");
        assertThat(message(scheduler.post("/services/web/stop", "")))
                .isEqualTo("web 1 is stopped already; nothing was done");

        assertThat(scheduler.post("/services/web/start?wait=true", "").status()).isEqualTo(200);
        assertThat(scheduler.fleet.units()).hasSize(6);
        assertThat(scheduler.post("/services/web/restart?wait=true", "").body())
                .isEqualTo(
                        "{\"statusCode\":200,\"version\":2,\"deployment\":\"/deployments/web/2\",\"state\":\"done\"}");
        assertThat(state()).isEqualTo("running, version 2 with 3 of 3");
        assertThat(scheduler
                        .get("/journal?service=web")
                        .tree()
                        .path("doc")
                        .valueStream()
                        .map(OperationsApiTest::line))
                .containsExactly(
                        "deploy 1 of 2",
                        "scale 1 of 3",
                        "stop 1 of 3",
                        "stop 1 of 3",
                        "start 1 of 3",
                        "restart 2 of 3");
    }

    /** The orchestrator names whom it asks for; whoever else sends the header is recorded as what they proved to be. */
    @Test
    void the_history_names_who_asked_and_believes_the_header_of_a_service_only() {
        Actor alice = new Actor(Actor.Kind.SESSION, "s1", "alice <b>é</b>");
        String orchestrator = ServiceCredential.of(new Token(SchedulerUnderTest.TOKEN), "orchestrator")
                .value();
        as(orchestrator, alice, "/hooks/deploy?wait=true", DEPLOY_WEB);
        as(orchestrator, alice, "/services/web/scale?wait=true", "{\"instances\":1}");
        as(SchedulerUnderTest.TOKEN, alice, "/services/web/restart?wait=true", "");
        as(orchestrator, new Actor(Actor.Kind.TOKEN, "t1", "CI"), "/deployments/web/1/rollback?wait=true", "");
        scheduler.stop();
        scheduler.start();
        as(orchestrator, alice, "/services/web/stop?wait=true", "");

        assertThat(requesters("/journal?service=web"))
                .containsExactly(
                        "deploy session alice <b>é</b>",
                        "scale session alice <b>é</b>",
                        "restart administrator-token administrator's token",
                        "deploy token CI",
                        "stop session alice <b>é</b>");
        assertThat(requesters("/operations/web"))
                .containsExactly("stop session alice <b>é</b>", "scale session alice <b>é</b>");
        assertThat(requesters("/deployments?service=web"))
                .containsExactly(" token CI", " administrator-token administrator's token", " session alice <b>é</b>");
    }

    private void as(String credential, Actor actor, String path, String body) {
        Answer answer = scheduler.send(scheduler
                .anonymous(path)
                .header("Authorization", "Bearer " + credential)
                .header(Actor.HEADER, actor.headerValue())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private List<String> requesters(String path) {
        return scheduler
                .get(path)
                .tree()
                .path("doc")
                .valueStream()
                .map(each -> each.path("event").asString() + " "
                        + each.at("/requestedBy/kind").asString() + " "
                        + each.at("/requestedBy/name").asString())
                .toList();
    }

    private static String line(JsonNode line) {
        return line.path("event").asString() + " " + line.path("version").asString() + " of "
                + line.path("config").path("numInstances").asInt();
    }

    private static String message(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.tree().path("message").asString();
    }

    private String state() {
        JsonNode state = scheduler.get("/services/web").tree().path("doc");
        JsonNode version = state.path("versions").get(0);
        assertThat(scheduler.get("/services").tree().path("doc").get(0)).isEqualTo(state);
        return "%s, version %d with %d of %d"
                .formatted(
                        state.path("state").asString(),
                        version.path("version").asInt(),
                        version.path("running").asInt(),
                        version.path("instances").asInt());
    }

    /** There is no load balancer here: fleet says "running" of each instance all the while. */
    @Test
    void what_runs_but_gets_no_requests_does_not_serve() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        JsonNode version = scheduler
                .get("/services/web")
                .tree()
                .path("doc")
                .path("versions")
                .get(0);
        assertThat(version.path("running").asInt()).isEqualTo(2);
        assertThat(version.path("serving").asInt()).isZero();
        assertThat(version.path("problems").get(0).path("reason").asString())
                .isEqualTo("not known: no load balancer answers");
        scheduler.fleet.subState("web-1-2.service", "auto-restart");
        await().untilAsserted(() -> assertThat(scheduler
                        .send(scheduler.request("/services").header("Accept", "text/plain"))
                        .body()
                        .replaceAll(" since [^ ]+:", ":"))
                .isEqualTo("""
                        service web running 0 2
                        problem web web-1-1: not known: no load balancer answers
                        problem web web-1-2: restarting: it ended once within the last 10 minutes
                        """));
        await().untilAsserted(() -> assertThat(scheduler.get("/metrics").body())
                .contains(
                        "paz_service_instances{service=\"web\"} 2.0",
                        "paz_service_instances_serving{service=\"web\"} 0.0"));
    }

    @Test
    void what_is_under_way_and_what_ended_last_is_shown() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        scheduler.announcing = false;
        scheduler.post("/services/web/scale", "{\"instances\":3}");
        scheduler.post("/hooks/deploy", DEPLOY_WEB);
        JsonNode state = scheduler.get("/services/web").tree().path("doc");
        assertThat(state.path("underWay").valueStream().map(OperationsApiTest::undertaking))
                .containsExactly("deploy 2 queued /deployments/web/2", "scale 1 running /operations/web/1");
        assertThat(undertaking(state.path("lastOutcome"))).isEqualTo("deploy 1 done /deployments/web/1");

        scheduler.fleet.subState("web-1-3.service", "failed");
        await().until(() -> undertaking(
                        scheduler.get("/services/web").tree().path("doc").path("lastOutcome"))
                .equals("scale 1 failed /operations/web/1"));
        assertThat(scheduler.services.get("web")).contains("\"numInstances\":2");
    }

    private static String undertaking(JsonNode undertaking) {
        return undertaking.path("event").asString() + " "
                + undertaking.path("version").asInt() + " "
                + undertaking.path("state").asString() + " "
                + undertaking.path("path").asString();
    }

    @Test
    void an_operation_that_fails_is_a_failure_for_the_one_who_waits() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        scheduler.announcing = false;
        scheduler.fleet.subState("web-1-3.service", "failed");
        Answer failed = scheduler.post("/services/web/scale?wait=true", "{\"instances\":3}");
        assertThat(failed.status()).isEqualTo(422);
        assertThat(failed.tree().path("code").asString()).isEqualTo("operation_failed");
        assertThat(failed.tree().path("message").asString())
                .startsWith("web operation 1 (scale) failed: instance 3 failed: ")
                .endsWith("(see /operations/web/1)");
        assertThat(scheduler.fleet.units()).hasSize(4);
        assertThat(scheduler.services.get("web")).contains("\"numInstances\":2");
    }

    @Test
    void a_directory_or_a_fleet_that_is_down_is_named_and_nothing_changes() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        scheduler.directoryDown = true;
        Answer answer = scheduler.post("/services/web/scale", "{\"instances\":3}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.tree().path("message").asString()).startsWith("service-directory answered 503");
        scheduler.directoryDown = false;
        scheduler.fleet.fail(Fault.DOWN);
        assertThat(scheduler.post("/services/web/scale", "{\"instances\":3}").status())
                .isEqualTo(503);
        assertThat(scheduler.post("/services/web/stop", "").status()).isEqualTo(503);
        assertThat(scheduler.services.get("web")).contains("\"numInstances\":2");
        assertThat(scheduler.get("/operations/web").tree().path("doc")).isEmpty();
    }

    @Test
    void a_stop_needs_no_directory_and_the_same_key_does_nothing_again() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        scheduler.directoryDown = true;
        assertThat(stopWithKey()).isEqualTo("/operations/web/1");
        scheduler.post("/services/web/start?wait=true", "");
        assertThat(stopWithKey()).isEqualTo("/operations/web/1");
        assertThat(state()).isEqualTo("running, version 1 with 2 of 2");
    }

    private String stopWithKey() {
        return scheduler
                .send(scheduler
                        .request("/services/web/stop?wait=true")
                        .header("Idempotency-Key", "delivery-1")
                        .POST(BodyPublishers.noBody()))
                .tree()
                .path("operation")
                .asString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "scale of nobody | /services/nobody/scale | {\"instances\":1} | 404 | service: value nobody",
                "scale of what was never deployed | /services/web/scale | {\"instances\":1} | 404 | service: value web",
                "stop of nobody | /services/nobody/stop | '' | 404 | service: value nobody",
                "start of nobody | /services/nobody/start | '' | 404 | service: value nobody",
                "restart of nobody | /services/nobody/restart | '' | 404 | service: value nobody",
                "no instances | /services/web/scale | {} | 400 | instances: value null",
                "0 instances | /services/web/scale | {\"instances\":0} | 400 | instances: value 0",
                "101 instances | /services/web/scale | {\"instances\":101} | 400 | instances: value 101",
                "text for a number | /services/web/scale | {\"instances\":\"3\"} | 400 | instances: value",
                "half an instance | /services/web/scale | {\"instances\":1.5} | 400 | instances: value",
                "1e9 instances | /services/web/scale | {\"instances\":1e9} | 400 | instances: value",
                "unknown field | /services/web/scale | {\"instances\":1,\"x\":1} | 400 | x",
                "not JSON | /services/web/scale | nonsense | 400 | body: not valid JSON",
                "wait is no flag | /services/web/stop?wait=1 | '' | 400 | wait: value 1",
                "path in name | /services/..%2Fweb/stop | '' | 404 | service: value ../web"
            })
    void a_bad_call_is_refused_and_changes_nothing(String name, String path, String body, int status, String message) {
        Answer answer = scheduler.post(path, body);
        assertThat(answer.tree().path("message").asString()).startsWith(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
        assertThat(scheduler.services.get("web")).contains("\"numInstances\":2");
    }

    @Test
    void a_deleted_service_is_neither_shown_nor_operated() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY_WEB);
        scheduler.delete("/services/web");
        assertThat(scheduler.get("/services").body()).isEqualTo("{\"doc\":[]}");
        assertThat(scheduler.get("/services/web").status()).isEqualTo(404);
        Answer answer = scheduler.post("/services/web/stop", "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.tree().path("code").asString()).isEqualTo("service_not_serving");
    }
}
