package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Statistics of a real container of the machine's Docker engine. */
@Timeout(120)
class StatsRoutesTest {
    /** Another one for each test: Docker may still be removing the container of the one before. */
    private final String name = "paz-stats-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        host = TestHost.start(folder, "--insecure");
    }

    @AfterEach
    void stop() throws IOException {
        TestHost.end(host);
    }

    /** Not for those that end at once: docker run forgets a signal that comes between the container's creation and its start. */
    private void startContainer() throws IOException {
        host.put(
                name + ".service",
                "{\"desiredState\":\"launched\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":"
                        + "\"/usr/bin/docker run --rm --memory=33554432 --label=io.paz.service=web --name=" + name
                        + " paz/demo-api:1 /bin/sh -c 'trap exit TERM; while true; do :; done'\"},"
                        + "{\"section\":\"Service\",\"name\":\"ExecStop\",\"value\":\"/usr/bin/docker rm -f " + name
                        + "\"}]}");
    }

    private JsonNode only() {
        try {
            JsonNode answer = host.get("/api/v1.3/docker/" + name);
            return answer.has("error") ? answer : first(answer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode first(JsonNode object) {
        return object.valueStream().findFirst().orElseThrow();
    }

    private static long total(JsonNode stats) {
        return stats.at("/cpu/usage/total").asLong();
    }

    @Test
    void showsWhatAContainerUses() throws IOException {
        startContainer();
        TestHost.await(() -> only().path("stats").size() > 3, () -> "four samples of " + name + ": " + only());
        JsonNode container = only();
        String id = container.path("id").asString();
        assertThat(container.path("name").asString()).isEqualTo("/docker/" + id);
        assertThat(container.at("/aliases/0").asString()).isEqualTo(name);
        assertThat(container.at("/aliases/1").asString()).isEqualTo(id);
        assertThat(container.path("namespace").asString()).isEqualTo("docker");
        assertThat(container.at("/spec/image").asString()).isEqualTo("paz/demo-api:1");
        assertThat(container.at("/spec/labels/io.paz.service").asString()).isEqualTo("web");
        assertThat(container.at("/spec/memory/limit").asLong()).isEqualTo(33_554_432);
        JsonNode stats = container.path("stats");
        JsonNode last = stats.get(stats.size() - 1);
        assertThat(total(last)).as("a loop takes a processor").isGreaterThan(total(stats.get(0)) + 100_000_000);
        assertThat(last.at("/memory/usage").asLong()).isBetween(1L, 33_554_432L);
        assertThat(last.at("/memory/working_set").asLong())
                .isLessThanOrEqualTo(last.at("/memory/usage").asLong());
        assertThat(last.at("/network/interfaces/0/name").asString()).isEqualTo("eth0");

        assertThat(host.get("/api/v1.3/containers/docker/" + id).path("aliases"))
                .isEqualTo(container.path("aliases"));
        assertThat(first(host.get("/api/v1.3/docker/" + id)).path("id").asString())
                .isEqualTo(id);
        assertThat(host.get("/api/v1.3/containers/docker").path("subcontainers"))
                .anyMatch(child -> child.path("name").asString().equals("/docker/" + id));
        assertThat(host.get("/api/v1.3/docker/").has("/docker/" + id)).isTrue();
    }

    @Test
    void showsTheMachine() throws IOException {
        JsonNode machine = host.get("/api/v1.3/machine");
        assertThat(machine.path("machine_id").asString()).isEqualTo(TestHost.MACHINE);
        assertThat(machine.path("num_cores").asInt()).isPositive();
        assertThat(machine.path("memory_capacity").asLong()).isGreaterThan(100_000_000);
        TestHost.await(() -> machineStats("").size() > 1, () -> "two samples of the machine");
        JsonNode stats = machineStats("{\"num_stats\":1}");
        assertThat(stats).hasSize(1);
        assertThat(stats.at("/0/memory/usage").asLong())
                .isBetween(100_000_000L, machine.path("memory_capacity").asLong());
        assertThat(stats.at("/0/filesystem/0/usage").asLong()).isPositive();
        assertThat(machineStats("{\"start\":\"2126-01-01T00:00:00Z\"}")).isEmpty();
        assertThat(machineStats("{\"end\":\"2000-01-01T00:00:00+01:00\",\"num_stats\":-1}"))
                .isEmpty();
    }

    private JsonNode machineStats(String question) {
        try {
            HttpResponse<String> answer = question.isEmpty()
                    ? host.send("GET", "/api/v1.3/containers/", null, null)
                    : host.send("POST", "/api/v1.3/containers/", "application/json", question);
            return JsonMapper.shared().readTree(answer.body()).path("stats");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesWhatIsNotThereOrNotUnderstood() throws IOException {
        assertThat(host.send("GET", "/api/v1.3/docker/no-such", null, null).statusCode())
                .isEqualTo(404);
        assertThat(host.send("GET", "/api/v1.3/containers/docker/no-such", null, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(host.send("POST", "/api/v1.3/docker/", "application/json", "{\"start\":\"yesterday\"}")
                        .body())
                .isEqualTo("{\"error\":{\"code\":400,\"message\":\"start: value yesterday (expected: a time such as"
                        + " 2026-01-01T12:00:00Z)\"}}");
        assertThat(host.send("POST", "/api/v1.3/docker/", "application/json", "{")
                        .statusCode())
                .isEqualTo(400);
    }
}
