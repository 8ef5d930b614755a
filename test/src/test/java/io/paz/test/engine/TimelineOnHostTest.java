package io.paz.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The stages of instances on the embedded host, with evidence that Docker and etcd confirm. */
final class TimelineOnHostTest {

    @TempDir
    private Path folder;

    private final String service = Names.unique("timeline");

    private static Map<String, String> steps(JsonNode document) {
        Map<String, String> steps = new LinkedHashMap<>();
        document.path("steps")
                .valueStream()
                .forEach(step -> steps.put(
                        step.path("name").asString(), step.path("evidence").asString()));
        return steps;
    }

    private void assertThatStages(Map<String, String> steps, OneMachine machine, int instance) {
        String name = service + "-1-" + instance;
        String id = OneMachine.shell("docker inspect -f '{{.Id}} at {{.State.StartedAt}}' " + name);
        String image = OneMachine.shell("docker inspect -f '{{.Image}}' " + name);
        String key = "/paz/services/" + service + "/1/" + instance;
        assertThat(steps.get("scheduled")).contains(name + ".service on machine ");
        assertThat(steps.get("pulled"))
                .contains("instance " + instance + ": image " + image + ": its host had it, nothing was pulled");
        assertThat(steps.get("container-started")).contains("instance " + instance + ": container " + id);
        assertThat(steps.get("announced")).contains(key + " = " + machine.key(key));
    }

    @Test
    void a_deployment_and_a_scale_tell_where_their_instances_are() throws IOException {
        try (OneMachine machine = new OneMachine(folder)) {
            machine.directory("POST", "/services", """
                    {"name": "%s", "dockerRepository": "paz/demo-api", "stopTimeoutSeconds": 1,
                     "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service)).expect(201);
            machine.scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(service))
                    .expect(200);
            Map<String, String> deployed = steps(machine.scheduler("GET", "/deployments/" + service + "/1", "")
                    .expect(200)
                    .doc());
            assertThat(deployed.keySet())
                    .containsSubsequence(
                            "submitted", "scheduled", "pulled", "container-started", "announced", "healthy", "done");
            assertThatStages(deployed, machine, 1);

            machine.scheduler("POST", "/services/" + service + "/scale?wait=true", "{\"instances\": 2}")
                    .expect(200);
            Map<String, String> scaled = steps(machine.scheduler("GET", "/operations/" + service + "/1", "")
                    .expect(200)
                    .doc());
            assertThat(scaled.keySet()).containsAll(List.of("scheduled", "pulled", "container-started", "announced"));
            assertThatStages(scaled, machine, 2);
            machine.scheduler("DELETE", "/services/" + service, "").expect(204);
        }
    }
}
