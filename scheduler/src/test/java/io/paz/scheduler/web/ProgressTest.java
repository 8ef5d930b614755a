package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.scheduler.web.SchedulerUnderTest.Answer;
import io.paz.testing.CleanEtcd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The steps of a deployment, as one sees them who waits. */
class ProgressTest {

    private static final String DEPLOY = "{\"serviceName\":\"web\"}";
    private static final String TEXT = "text/plain";
    private static final String LINES = "application/x-ndjson";

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

    private Answer deploymentsOtherThan(String tag) {
        return scheduler.send(scheduler
                .request("/deployments?limit=1")
                .header("Prefer", "wait=1")
                .header("If-None-Match", tag)
                .GET());
    }

    private static String tag(Answer answer) {
        return answer.response().headers().firstValue("ETag").orElseThrow();
    }

    private HttpRequest.Builder deploy(String accept) {
        return scheduler
                .request("/hooks/deploy?wait=true")
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(DEPLOY));
    }

    @Test
    void a_terminal_gets_a_line_a_step_and_the_outcome() {
        Answer answer = scheduler.send(deploy(TEXT));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines.get(0)).matches(" +0\\.0 s  accepted              POST /hooks/deploy");
        assertThat(lines).anyMatch(line -> line.matches(" +[0-9]+\\.[0-9] s  healthy               2 of 2 .*"));
        assertThat(lines.get(lines.size() - 1)).matches("web version 1 is done after [0-9]+\\.[0-9] s");
    }

    @Test
    void one_who_waits_for_a_change_is_answered_when_there_is_one() throws Exception {
        String before = tag(scheduler.get("/deployments"));
        Answer same = deploymentsOtherThan(before);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();

        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> deploymentsOtherThan(before));
        scheduler.send(deploy("application/json"));
        Answer changed = waiting.get();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(before);
        assertThat(changed.tree().at("/doc/0/service").asString()).isEqualTo("web");

        String last = tag(deploymentsOtherThan("\"\""));
        scheduler.stop();
        scheduler.start();
        assertThat(deploymentsOtherThan(last).status()).isEqualTo(304);
    }

    @Test
    void a_program_gets_the_same_as_json() {
        List<JsonNode> lines = lines(scheduler.send(deploy(LINES)).body());
        List<JsonNode> steps = lines.subList(0, lines.size() - 1);
        JsonNode last = lines.get(lines.size() - 1).required("deployment");
        assertThat(last.required("state").asString()).isEqualTo("done");
        assertThat(steps).map(line -> line.required("step")).containsExactlyElementsOf(last.required("steps"));
        assertThat(steps).allMatch(line -> line.required("elapsedMillis").asLong() >= 0);
    }

    private static List<JsonNode> lines(String body) {
        return body.lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void each_step_comes_as_it_happens_and_one_who_goes_away_ends_nothing() throws Exception {
        scheduler.announcing = false;
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(deploy(TEXT).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            Optional<String> submitted =
                    reader.lines().filter(line -> line.contains("submitted")).findFirst();
            assertThat(submitted).isPresent();
            assertThat(state()).isEqualTo("running");
        }
        for (int instance = 1; instance <= 2; instance++) {
            ETCD.ctl("put", "/paz/services/web/1/" + instance, "127.0.0.1:8000");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> state().equals("done"));
    }

    private String state() {
        return scheduler.get("/deployments/web/1").tree().at("/doc/state").asString();
    }

    @Test
    void a_deployment_that_fails_ends_with_its_reason_and_last_lines() {
        scheduler.announcing = false;
        scheduler.fleet.subState("web-1-2.service", "failed");
        List<String> lines = scheduler.send(deploy(TEXT)).body().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .matches("web version 1 is failed after [0-9.]+ s: instance 2 failed: web-1-2.service is failed.*");
        assertThat(lines).contains("         | the reason");
    }

    @Test
    void one_who_comes_later_sees_all_of_it() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY);
        String body = scheduler
                .send(scheduler.request("/deployments/web/1?wait=true").header("Accept", TEXT))
                .body();
        assertThat(body).contains("accepted").contains("web version 1 is done after ");
        List<String> again = scheduler
                .send(scheduler
                        .request("/deployments/web/1/rollback?wait=true")
                        .header("Accept", TEXT)
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .body()
                .lines()
                .toList();
        assertThat(again.get(0)).endsWith("accepted              rollback: repeats version 1");
        assertThat(again.get(again.size() - 1)).startsWith("web version 2 is done after ");
    }

    private HttpRequest.Builder operate(String route, String body, String accept) {
        return scheduler
                .request("/services/web/" + route + "?wait=true")
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private List<String> text(HttpRequest.Builder request) {
        return scheduler.send(request).body().lines().toList();
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void an_operation_is_followed_in_the_same_way() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY);
        List<String> scaled = text(operate("scale", "{\"instances\":3}", TEXT));
        assertThat(scaled.get(0)).endsWith("accepted              POST /services/web/scale");
        assertThat(scaled)
                .anyMatch(line -> line.endsWith("scheduled             web-1-3.service on machine m1"))
                .anyMatch(line -> line.endsWith("announced             /paz/services/web/1/3 = 127.0.0.1:8000"))
                .anyMatch(line -> line.endsWith("done                  web 1 runs with 3 instances, 2 before"));
        assertThat(last(scaled)).matches("web operation 1 \\(scale\\) is done after [0-9.]+ s");
        assertThat(last(text(operate("stop", "", TEXT)))).startsWith("web operation 2 (stop) is done after ");
        JsonNode started =
                last(lines(scheduler.send(operate("start", "", LINES)).body()), "operation");
        assertThat(started).isEqualTo(scheduler.get("/operations/web/3").tree().path("doc"));
        assertThat(last(text(operate("restart", "", TEXT)))).startsWith("web version 2 is done after ");
    }

    private static JsonNode last(List<JsonNode> lines, String field) {
        return lines.get(lines.size() - 1).required(field);
    }

    @Test
    void an_operation_that_somebody_else_began_is_seen_from_its_first_step_to_its_reason() {
        scheduler.post("/hooks/deploy?wait=true", DEPLOY);
        scheduler.announcing = false;
        scheduler.fleet.subState("web-1-3.service", "failed");
        scheduler.post("/services/web/scale", "{\"instances\":3}");
        List<String> lines =
                text(scheduler.request("/operations/web/1?wait=true").header("Accept", TEXT));
        assertThat(lines.get(0)).endsWith("accepted              POST /services/web/scale");
        assertThat(last(lines))
                .startsWith("web operation 1 (scale) is failed after ")
                .contains("instance 3 failed: ");
    }

    @Test
    void an_operation_that_is_refused_is_refused_as_always() {
        assertThat(scheduler.send(operate("scale", "{}", TEXT)).status()).isEqualTo(400);
        assertThat(scheduler
                        .send(operate("scale", "{\"instances\":\"3\"}", TEXT))
                        .status())
                .isEqualTo(400);
        assertThat(scheduler.send(operate("stop", "", TEXT)).status()).isEqualTo(404);
        assertThat(scheduler.send(operate("restart", "", LINES)).status()).isEqualTo(404);
        assertThat(scheduler
                        .send(scheduler.request("/operations/web/1?wait=true").header("Accept", TEXT))
                        .status())
                .isEqualTo(404);
        assertThat(scheduler.get("/journal").tree().path("doc")).isEmpty();
    }

    @Test
    void what_is_refused_is_refused_as_always() {
        Answer unknown = scheduler.send(scheduler
                .request("/hooks/deploy?wait=true")
                .header("Accept", TEXT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"serviceName\":\"none\"}")));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.tree().required("message").asString())
                .isEqualTo("serviceName: value none (expected: a service of the service directory)");
        Answer never =
                scheduler.send(scheduler.request("/deployments/web/9?wait=true").header("Accept", LINES));
        assertThat(never.status()).isEqualTo(404);
    }

    @Test
    void one_who_accepts_anything_gets_the_single_answer() {
        Answer answer = scheduler.send(deploy("*/*"));
        assertThat(answer.tree().required("state").asString()).isEqualTo("done");
    }
}
