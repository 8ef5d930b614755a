package io.paz.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A version runs the image that it was deployed with, whatever its tag names later, and a lookup that fails is no success. */
final class ImagesOnHostTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final String service = Names.unique("image");
    private String image = "built/" + service + ":1";

    @AfterEach
    void removeImages() {
        OneMachine.shell("docker images -q --no-trunc " + image.replaceAll(":1$", "") + " | xargs -r docker rmi -f");
        OneMachine.shell("docker images --format '{{.Repository}}:{{.Tag}}' | grep -F '/" + service
                + ":' | xargs -r docker rmi -f");
    }

    private static String docker(String arguments) {
        Command.Result result = Command.of("bash", "-c", "docker " + arguments).run(Map.of());
        result.expectSuccess();
        return result.output().strip();
    }

    /** Gives the tag to a new image, which is the demo with a mark of its own. */
    private String build(String mark) {
        String made = docker("create paz/demo-api:1");
        docker("commit --change 'ENV MARK=" + mark + "' " + made + " " + image);
        docker("rm " + made);
        return docker("inspect -f '{{.Id}}' " + image);
    }

    private void create(OneMachine machine, String more) {
        machine.directory("POST", "/services", """
                {"name": "%s", "dockerRepository": "%s", "stopTimeoutSeconds": 1, %s
                 "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service, image.replaceAll(":1$", ""), more))
                .expect(201);
    }

    private OneMachine.Answer deploy(OneMachine machine) {
        return machine.scheduler(
                "POST",
                "/hooks/deploy?wait=true",
                "{\"serviceName\": \"%s\", \"dockerRepository\": \"%s\"}".formatted(service, image));
    }

    private JsonNode deployment(OneMachine machine, int version) {
        return machine.scheduler("GET", "/deployments/" + service + "/" + version, "")
                .expect(200)
                .doc();
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

    private static String markOf(String container) {
        return OneMachine.shell("docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' " + container)
                .lines()
                .filter(line -> line.startsWith("MARK="))
                .findFirst()
                .orElse("");
    }

    private void assertAllRun(OneMachine machine, int version, int instances, String mark) {
        assertThat(machine.containers(service)).hasSize(instances).allSatisfy(name -> {
            assertThat(name).startsWith(service + "-" + version + "-");
            assertThat(markOf(name)).isEqualTo("MARK=" + mark);
        });
    }

    @Test
    void a_version_keeps_its_image_when_its_tag_is_moved() throws IOException {
        try (OneMachine machine = new OneMachine(folder)) {
            create(machine, "");
            String first = build("first");
            deploy(machine).expect(200);
            assertThat(deployment(machine, 1).path("imageId").asString()).isEqualTo(first);
            assertThat(evidence(deployment(machine, 1), "pinned")).contains(first);

            String second = build("second");
            assertThat(second).isNotEqualTo(first);
            crash(machine, service + "-1-1");
            assertAllRun(machine, 1, 1, "first");
            operate(machine, "scale", "{\"instances\": 2}");
            assertAllRun(machine, 1, 2, "first");
            operate(machine, "stop", "");
            operate(machine, "start", "");
            assertAllRun(machine, 1, 2, "first");

            deploy(machine).expect(200);
            assertAllRun(machine, 2, 2, "second");
            docker("image prune -f");
            machine.scheduler("POST", "/deployments/" + service + "/1/rollback?wait=true", "")
                    .expect(200);
            assertAllRun(machine, 3, 2, "first");

            operate(machine, "restart", "");
            assertAllRun(machine, 4, 2, "first");
            docker("rmi -f " + second);
            OneMachine.Answer refused =
                    machine.scheduler("POST", "/deployments/" + service + "/2/rollback?wait=true", "");
            assertThat(refused.expect(409).body()).contains("it ran image " + second, "which its host no longer has");
            machine.scheduler("DELETE", "/services/" + service, "").expect(204);
            assertThat(docker("images --format '{{.Repository}}'").lines())
                    .noneMatch(name -> name.startsWith("paz.local/") && name.endsWith("/" + service));
        }
    }

    private void crash(OneMachine machine, String container) {
        String before = docker("inspect -f '{{.Id}}' " + container);
        docker("kill " + container);
        Await.until("it runs again", TIMEOUT, () -> {
            String now = OneMachine.shell("docker inspect -f '{{.Id}} {{.State.Running}}' " + container);
            return now.endsWith(" true") && !now.startsWith(before);
        });
    }

    private void operate(OneMachine machine, String operation, String body) {
        machine.scheduler("POST", "/services/" + service + "/" + operation + "?wait=true", body)
                .expect(200);
    }

    @Test
    void a_private_registry_delivers_what_was_pushed_and_its_failure_is_none_of_success() throws IOException {
        Path login = Files.createDirectories(folder.resolve("docker"));
        try (DockerRegistry registry = DockerRegistry.closed(folder.resolve("registry"));
                OneMachine machine = new OneMachine(folder, "DOCKER_CONFIG=" + login, new String[] {
                    "--registry-credentials=" + login.resolve("config.json")
                })) {
            image = registry.address() + "/team/" + service + ":1";
            String config = "--config " + login;
            docker(config + " login -u carol -p secret " + registry.address());
            create(machine, "");
            build("first");
            docker(config + " push --quiet " + image);
            deploy(machine).expect(200);
            assertAllRun(machine, 1, 1, "first");

            // Elsewhere, so that this machine's tag still names the first one.
            String older = docker("inspect -f '{{.Id}}' " + image);
            build("second");
            docker(config + " push --quiet " + image);
            docker("tag " + older + " " + image);
            deploy(machine).expect(200);
            assertAllRun(machine, 2, 1, "second");

            Files.writeString(login.resolve("config.json"), "{}");
            deploy(machine).expect(422);
            JsonNode failed = deployment(machine, 3);
            assertThat(failed.path("state").asString()).isEqualTo("failed");
            assertThat(failed.path("reason").asString())
                    .contains("wants a login (401)", "docker login " + registry.address());
            assertAllRun(machine, 2, 1, "second");

            machine.directory("PATCH", "/services/" + service + "/config", "{\"pull\": \"if-missing\"}")
                    .expect(200);
            deploy(machine).expect(200);
            assertAllRun(machine, 4, 1, "first");
            assertThat(evidence(deployment(machine, 4), "pinned"))
                    .contains(older, "pull is if-missing, so its registry was not asked");
            machine.scheduler("DELETE", "/services/" + service, "").expect(204);
        }
    }
}
