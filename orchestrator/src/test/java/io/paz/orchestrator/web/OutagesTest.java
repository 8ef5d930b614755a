package io.paz.orchestrator.web;

import static io.paz.orchestrator.testing.OrchestratorUnderTest.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import io.paz.orchestrator.testing.PartStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is answered while a part behind does not. */
final class OutagesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration PROMPT = Duration.ofMillis(3500);
    private static final String WEB =
            "{\"name\":\"web\",\"dockerRepository\":\"team/web\",\"config\":{\"numInstances\":2}}";

    @TempDir
    Path folder;

    private OrchestratorUnderTest paz;

    @BeforeEach
    void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
    }

    @AfterEach
    void stop() {
        paz.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, TIMEOUT, condition);
    }

    @Test
    void a_directory_that_is_down_is_503_by_name() {
        paz.directory.down();
        await("it is known", () -> !source("service-directory").path("up").asBoolean());

        for (String request : List.of(
                "GET /services/other",
                "GET /services/other/config/next",
                "GET /services?dockerRepository=x",
                "POST /services",
                "PATCH /services/web/config/next")) {
            assertUnavailable(request, "service-directory does not answer at " + paz.directory.url());
        }
    }

    @Test
    void a_scheduler_that_is_down_or_silent_is_503_by_name() {
        paz.scheduler.down();
        await("it is known", () -> !source("scheduler").path("up").asBoolean());
        for (String request : List.of(
                "DELETE /services/web",
                "GET /services/web/config/last",
                "GET /services/web/config/history",
                "GET /deployments?service=web",
                "GET /deployments/web/7",
                "GET /journal",
                "GET /cluster/services",
                "GET /services/web/state",
                "POST /hooks/deploy",
                "POST /services/web/scale",
                "POST /deployments/web/1/rollback")) {
            assertUnavailable(request, "scheduler does not answer at " + paz.scheduler.url());
        }
    }

    @Test
    void a_scheduler_that_takes_requests_and_is_silent_is_503() {
        paz.scheduler.freeze();
        await("it is known", () -> !source("scheduler").path("up").asBoolean());
        for (String request : List.of("GET /journal", "POST /hooks/deploy")) {
            assertUnavailable(request, "scheduler does not answer at " + paz.scheduler.url());
        }
        paz.scheduler.thaw();
    }

    private void assertUnavailable(String request, String message) {
        String[] words = request.split(" ");
        long begin = System.nanoTime();
        Answer answer = paz.send(words[0], words[1], words[0].startsWith("P") ? "{}" : "");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.tree().path("message").asString())
                .startsWith(message)
                .contains("; down since " + Instant.now().toString().substring(0, 10));
    }

    private JsonNode source(String name) {
        return paz.get("/cluster")
                .tree()
                .path("sources")
                .valueStream()
                .filter(source -> source.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_was_seen_last_is_answered_and_marked() throws IOException {
        paz.services(WEB);
        paz.deployments("{\"service\":\"web\",\"version\":1,\"state\":\"done\"}");
        paz.states(state("web-1-1.service", "m1", "active", "running"));
        await(
                "all is read",
                () -> paz.get("/cluster/units").tree().size() == 1
                        && paz.get("/cluster").tree().path("serviceCount").asInt() == 1);
        for (PartStandIn part : List.of(paz.directory, paz.scheduler, paz.fleet)) {
            part.down();
        }
        await(
                "it is known",
                () -> !source("fleet").path("up").asBoolean()
                        && !source("scheduler").path("up").asBoolean()
                        && !source("service-directory").path("up").asBoolean());

        assertStale("/services", "{\"doc\":[" + WEB + "]}", "service-directory since ");
        assertStale("/services/web", "{\"doc\":" + WEB + "}", "service-directory since ");
        assertStale("/services/web/config/next", "{\"doc\":{\"numInstances\":2}}", "service-directory since ");
        assertStale(
                "/deployments",
                "{\"doc\":[{\"service\":\"web\",\"version\":1,\"state\":\"done\"}]}",
                "scheduler since ");
        assertStale(
                "/deployments/web/1",
                "{\"doc\":{\"service\":\"web\",\"version\":1,\"state\":\"done\"}}",
                "scheduler since ");
        assertThat(paz.get("/cluster/units").stale()).startsWith("fleet since ");
        assertThat(paz.get("/cluster/hosts").tree().size()).isEqualTo(1);
        assertThat(paz.get("/cluster/units/paz-scheduler")
                        .tree()
                        .path("activeState")
                        .asString())
                .isEqualTo("failed");

        paz.fleet.upAgain();
        await("fleet is read again", () -> paz.get("/cluster/units").stale().isEmpty());
    }

    @Test
    void routes_without_etcd_are_the_last_ones_and_what_came_meanwhile_is_seen() {
        paz.put("/paz/config/hosts/10.0.0.1", "");
        paz.put("/paz/services/web/1/1", "10.0.0.1:8001");
        await("it is balanced", () -> balanced().contains("web-1-1"));

        paz.etcdServer().kill();
        await("it is known", () -> paz.get("/cluster/load-balancers").stale().startsWith("etcd since "));
        assertThat(balanced()).contains("web-1-1");

        paz.etcdServer().start(folder.resolve("etcd"));
        await(
                "it is read again",
                () -> paz.get("/cluster/load-balancers").stale().isEmpty());
        paz.put("/paz/services/web/1/2", "10.0.0.1:8002");
        await("what is new is seen", () -> balanced().contains("web-1-2"));
    }

    private String balanced() {
        return paz.get("/cluster/load-balancers").body();
    }

    private void assertStale(String path, String body, String stale) {
        Answer answer = paz.get(path);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.stale()).startsWith(stale);
    }

    @Test
    void what_was_never_read_is_503_and_not_empty() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (OrchestratorUnderTest blind = OrchestratorUnderTest.withoutFleet(other)) {
            for (String path : List.of("/cluster/hosts", "/cluster/hosts/x", "/cluster/units", "/cluster/units/x")) {
                Answer answer = blind.get(path);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.tree().path("message").asString()).startsWith("fleet was not read since");
            }
        }
    }
}
