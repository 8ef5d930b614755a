package io.paz.orchestrator.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import io.paz.orchestrator.testing.PartStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Alarms from what the scheduler says to who hears of them. */
final class AlarmApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SECRET = "signing-secret-4711";
    private static final String NO_DRIFT = "{\"doc\":{\"state\":\"known\",\"findings\":[],\"restoredRoutes\":[]}}";

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;
    private static PartStandIn receiver;

    @BeforeAll
    static void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
        receiver = new PartStandIn();
        receiver.on("POST /hook", 200, "");
        paz.scheduler.on("GET /drift", 200, NO_DRIFT);
    }

    @AfterAll
    static void stop() {
        receiver.close();
        paz.close();
    }

    private static void services(String... outcomes) {
        paz.scheduler.on("GET /services", 200, "{\"doc\":[" + String.join(",", outcomes) + "]}");
        paz.context().getBean(AlarmWatch.class).look().block(SOON);
    }

    private static String outcome(String service, String state) {
        return """
                {"service":"%s","state":"running","versions":[],"underWay":[],"lastOutcome":{"event":"deploy","version":2,\
                "state":"%s","path":"/deployments/%1$s/2","createdAt":1,"finishedAt":2,"reason":"no such image"}}""".formatted(service, state);
    }

    private static List<String> delivered() {
        return receiver.asked.stream()
                .filter(asked -> asked.request().equals("POST /hook"))
                .map(PartStandIn.Asked::body)
                .toList();
    }

    private static JsonNode alarms() {
        return paz.get("/alarms").tree().path("doc");
    }

    @Test
    void an_alarm_is_listed_delivered_and_ended() {
        Answer saved = paz.send(
                "PUT",
                "/alarm-targets/ops",
                "{\"kind\":\"webhook\",\"url\":\"%s/hook\",\"secret\":\"%s\"}".formatted(receiver.url(), SECRET));
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        services(outcome("shop", "failed"));

        assertThat(alarms().at("/active/0/rule").asString()).isEqualTo("deployment-failed");
        assertThat(alarms().at("/active/0/subject").asString()).isEqualTo("shop");
        Await.until("it is delivered", SOON, () -> delivered().size() == 1);
        assertThat(delivered().get(0)).contains("\"event\":\"alarm.raised\"", "no such image");
        assertThat(paz.send(paz.request("/alarms").header("Accept", "text/plain"))
                        .body())
                .contains("SEVERITY", "deployment-failed", "shop", "no such image");

        services(outcome("shop", "done"));
        assertThat(alarms().path("active")).isEmpty();
        assertThat(alarms().at("/ended/0/endedAt").isMissingNode()).isFalse();
        Await.until("its end is too", SOON, () -> delivered().size() == 2);
        assertThat(delivered().get(1)).contains("\"event\":\"alarm.ended\"");

        Answer targets = paz.get("/alarm-targets");
        assertThat(targets.tree().at("/doc/0/deliveredAt").isMissingNode()).isFalse();
        assertThat(targets.body()).doesNotContain(SECRET, "/hook");
        assertThat(paz.send("DELETE", "/alarm-targets/ops", "").status()).isEqualTo(204);
        assertThat(paz.send("DELETE", "/alarm-targets/ops", "").status()).isEqualTo(404);
    }

    @Test
    void a_scheduler_that_does_not_answer_ends_no_alarm() throws IOException {
        services(outcome("api", "failed"));
        paz.scheduler.on("GET /services", 500, "{}");
        paz.context().getBean(AlarmWatch.class).look().block(SOON);
        assertThat(alarms().at("/active/0/subject").asString()).isEqualTo("api");
        services();
        assertThat(alarms().path("active")).isEmpty();
    }

    @Test
    void a_test_says_why_it_did_not_arrive() {
        paz.send("PUT", "/alarm-targets/wrong", "{\"kind\":\"slack\",\"url\":\"%s/none\"}".formatted(receiver.url()));
        Answer answer = paz.send("POST", "/alarm-targets/wrong/test", "");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("Target wrong cannot be reached: it answered with status 404");
        assertThat(paz.get("/alarm-targets").body()).contains("it answered with status 404");
        receiver.on("POST /none", 200, "");
        assertThat(paz.send("POST", "/alarm-targets/wrong/test", "").status()).isEqualTo(200);
        assertThat(paz.send("POST", "/alarm-targets/nobody/test", "").status()).isEqualTo(404);
        paz.send("DELETE", "/alarm-targets/wrong", "");
    }

    @Test
    void targets_are_bounded_and_their_secrets_stand_encrypted() throws IOException {
        String target = "{\"kind\":\"webhook\",\"url\":\"https://a.example/%s\",\"secret\":\"%1$s\"}".formatted(SECRET);
        for (int i = 1; i <= 20; i++) {
            assertThat(paz.send("PUT", "/alarm-targets/t" + i, target).status()).isEqualTo(200);
        }
        assertThat(paz.send("PUT", "/alarm-targets/t21", target).status()).isEqualTo(409);
        assertThat(paz.send("PUT", "/alarm-targets/t20", target).status()).isEqualTo(200);
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllBytes(file))
                        .as(file.toString())
                        .asString(StandardCharsets.ISO_8859_1)
                        .doesNotContain(SECRET);
            }
        }
        for (int i = 1; i <= 20; i++) {
            paz.send("DELETE", "/alarm-targets/t" + i, "");
        }
    }
}
