package io.paz.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Images of a real registry are deployed by their digest: a tag that moves changes nothing of what was deployed. */
final class DigestOnHostTest {

    private static final Pattern PUSHED = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

    @TempDir
    private Path folder;

    private final String service = Names.unique("digest");
    private String image = "none.invalid/" + service;

    @AfterEach
    void removeImages() {
        OneMachine.shell("docker images -q --no-trunc " + image.replaceAll(":1$", "") + " | xargs -r docker rmi -f");
    }

    private static String docker(String arguments) {
        Command.Result result = Command.of("bash", "-c", "docker " + arguments).run(Map.of());
        result.expectSuccess();
        return result.output().strip();
    }

    /** Pushes what the demo image is, with a mark of its own; forgets it on this machine, so that it must be pulled. */
    private String push(String mark) {
        String made = docker("create paz/demo-api:1");
        docker("commit --change 'ENV MARK=" + mark + "' " + made + " " + image);
        docker("rm " + made);
        Matcher pushed = PUSHED.matcher(docker("push " + image));
        assertThat(pushed.find()).isTrue();
        docker("rmi " + image);
        return pushed.group(1);
    }

    private void deployed(OneMachine machine, String path, String body) {
        machine.scheduler("POST", path + "?wait=true", body).expect(200);
    }

    private void assertRuns(OneMachine machine, int version, String digest, String mark) {
        String name = service + "-" + version + "-1";
        assertThat(machine.fleet("GET", "/units/" + name + ".service", "")
                        .expect(200)
                        .body())
                .contains(image + "@" + digest);
        assertThat(docker("inspect -f '{{range .Config.Env}}{{println .}}{{end}}' " + name)
                        .lines())
                .contains("MARK=" + mark);
        assertThat(machine.containers(service)).containsExactly(name);
    }

    private static String evidence(JsonNode deployment, String step) {
        return deployment
                .path("steps")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(step))
                .map(each -> each.path("evidence").asString())
                .findFirst()
                .orElse("");
    }

    @Test
    void a_rollback_runs_the_old_digest_after_its_tag_has_moved() throws IOException {
        try (DockerRegistry registry = new DockerRegistry(folder.resolve("registry"));
                OneMachine machine = new OneMachine(folder, "--pin-images=named")) {
            image = registry.address() + "/team/demo:1";
            machine.directory("POST", "/services", """
                    {"name": "%s", "dockerRepository": "%s/team/demo", "stopTimeoutSeconds": 1,
                     "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service, registry.address()))
                    .expect(201);
            String order = "{\"serviceName\": \"%s\", \"dockerRepository\": \"%s\"}".formatted(service, image);

            String first = push("first");
            deployed(machine, "/hooks/deploy", order);
            assertRuns(machine, 1, first, "first");
            JsonNode deployment = machine.scheduler("GET", "/deployments/" + service + "/1", "")
                    .expect(200)
                    .doc();
            assertThat(evidence(deployment, "pulled"))
                    .startsWith("instance 1: Downloaded newer image for ")
                    .endsWith(", " + first);

            String second = push("second");
            assertThat(second).isNotEqualTo(first);
            deployed(machine, "/hooks/deploy", order);
            assertRuns(machine, 2, second, "second");

            deployed(machine, "/deployments/" + service + "/1/rollback", "");
            assertRuns(machine, 3, first, "first");
            machine.scheduler("DELETE", "/services/" + service, "").expect(204);
        }
    }
}
