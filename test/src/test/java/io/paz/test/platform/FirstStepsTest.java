package io.paz.test.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The main job, from image to URL and back to nothing, on a platform started by its own command. */
final class FirstStepsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Platform platform;

    @BeforeAll
    static void up() throws Exception {
        platform = new Platform(folder.resolve("paz"));
        platform.up("--no-demo");
    }

    @AfterAll
    static void destroy() {
        platform.close();
    }

    @Test
    void a_service_lives_and_dies_and_leaves_nothing() {
        String name = Names.unique("steps");
        create(name, 3, "one");

        deploy(name, 1);
        assertThat(instances(name, "1")).containsExactly("1", "2", "3");
        assertThat(platform.routed(name + ".paz", "/")
                        .expect(200)
                        .tree()
                        .required("message")
                        .asString())
                .isEqualTo("one");

        platform.directory("PATCH", "/services/" + name + "/config", "{\"env\": {\"MESSAGE\": \"two\"}}")
                .expect(200);
        deploy(name, 2);
        assertThat(instances(name, "2")).containsExactly("1", "2", "3");
        assertThat(Leftovers.containers(platform, name)).containsExactly(name + "-2-1", name + "-2-2", name + "-2-3");

        JsonNode history = platform.scheduler("GET", "/config/" + name + "/history", "")
                .expect(200)
                .doc();
        assertThat(message(history, "1")).isEqualTo("one");
        assertThat(message(history, "2")).isEqualTo("two");
        JsonNode journal = platform.scheduler("GET", "/journal?service=" + name, "")
                .expect(200)
                .doc();
        assertThat(journal.valueStream().map(entry -> entry.required("version").asString()))
                .containsExactly("1", "2");

        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
        assertThat(Leftovers.of(platform, name)).isEqualTo(Leftovers.NONE);
        platform.directory("GET", "/services/" + name, "").expect(404);
        Await.until(
                "the route of " + name + " is gone",
                TIMEOUT,
                () -> platform.routed(name + ".paz", "/").status() == 404);
    }

    @Test
    void the_environment_arrives_byte_for_byte() {
        String hostile =
                "\" --privileged -v /:/host \" %i %% $HOME ${HOME} $(id) `id` {{.X}} \\n \\ 'q' ; pa$$word # \u2603\nsecond\tline \\";
        String name = Names.unique("bytes");
        create(name, 1, "replaced below");
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("env").put("MESSAGE", hostile);
        platform.directory("PATCH", "/services/" + name + "/config", patch.toString())
                .expect(200);

        deploy(name, 1);

        assertThat(platform.routed(name + ".paz", "/")
                        .expect(200)
                        .tree()
                        .required("message")
                        .asString())
                .isEqualTo(hostile);
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    @Test
    void a_service_answers_under_all_of_its_names_and_under_no_other() {
        String name = Names.unique("names");
        create(name, 1, "hello");
        deploy(name, 1);

        for (String host :
                List.of(name + ".paz", name + ".localhost", name.toUpperCase() + ".paz:80", name + ".paz.")) {
            assertThat(platform.routed(host, "/").status()).as(host).isEqualTo(200);
        }
        for (String host : List.of("no-such.paz", name, "x" + name + ".paz", "127.0.0.1")) {
            assertThat(platform.routed(host, "/").status()).as(host).isEqualTo(404);
        }
        assertThat(platform.routedInPublic(name + ".paz", "/").status()).isEqualTo(404);
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    @Test
    void a_container_calls_another_service_by_its_variable_and_by_its_name() {
        String called = Names.unique("billing");
        String caller = Names.unique("caller");
        String variable = called.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
        String port = "${" + variable + "##*:}";
        String script = "while :; do wget -qO- $" + variable + "; wget -qO- http://" + called + ".paz:" + port
                + "; echo; sleep 1; done";
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", caller).put("dockerRepository", "paz/demo-api").put("numInstances", 1);
        body.putArray("ports");
        body.putArray("upstreams").add(called);
        body.putArray("command").add("/bin/sh").add("-c").add(script);
        platform.directory("POST", "/services", body.toString()).expect(201);
        deploy(caller, 1);
        create(called, 1, "paid twice");
        deploy(called, 1);

        Await.until("it is answered twice", TIMEOUT, () -> platform.paz("logs", caller)
                .output()
                .replaceAll("\\s", "")
                .matches("(?s).*paidtwice.*paidtwice.*"));
        assertThat(platform.routedInPublic(called + ".paz", "/").status()).isEqualTo(404);
        platform.scheduler("DELETE", "/services/" + caller, "").expect(204);
        platform.scheduler("DELETE", "/services/" + called, "").expect(204);
    }

    @Test
    void a_version_that_does_not_start_leaves_the_old_one_and_says_why() {
        String name = Names.unique("broken");
        create(name, 1, "good");
        deploy(name, 1);
        platform.directory(
                        "PATCH",
                        "/services/" + name + "/config",
                        "{\"command\": [\"/bin/sh\", \"-c\", \"echo the reason; exit 3\"]}")
                .expect(200);

        Platform.Answer failed =
                platform.scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(name));

        assertThat(failed.status()).isGreaterThanOrEqualTo(400);
        JsonNode deployment = platform.scheduler("GET", "/deployments/" + name + "/2", "")
                .expect(200)
                .doc();
        assertThat(deployment.required("state").asString()).isEqualTo("failed");
        assertThat(deployment.required("reason").asString()).isNotBlank();
        assertThat(deployment.required("lastLines").toString()).contains("the reason");
        assertThat(platform.routed(name + ".paz", "/")
                        .expect(200)
                        .tree()
                        .required("message")
                        .asString())
                .isEqualTo("good");
        assertThat(Leftovers.containers(platform, name)).containsExactly(name + "-1-1");
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    @Test
    void a_worker_in_a_crash_loop_does_not_serve_in_any_view() {
        String name = Names.unique("loop");
        platform.directory("POST", "/services", """
                        {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": 1, "ports": [],
                         "command": ["/bin/sh", "-c", "echo begins; sleep 8; exit 7"]}""".formatted(name)).expect(201);
        deploy(name, 1);

        Await.until("it ended once", TIMEOUT, () -> problem(name).contains("ended"));
        assertThat(serving(platform.scheduler("GET", "/services/" + name, ""))).isZero();
        assertThat(serving(platform.orchestrator("GET", "/services/" + name + "/state", "")))
                .isZero();
        Command.Result status = platform.paz("status");
        assertThat(status.status()).as(status.output()).isEqualTo(1);
        assertThat(status.output())
                .containsPattern(name + " +not serving +0 of 1 ")
                .containsPattern("\n  " + name + "-1-1 since [^ ]+: (restart|crash loop).* ended ");
        Await.until("metrics say so", TIMEOUT, () -> platform.scheduler("GET", "/metrics", "")
                .body()
                .contains("paz_service_instances_serving{service=\"" + name + "\"} 0.0"));
        assertThat(platform.paz("logs", name).expectSuccess().output()).containsPattern(name + "-1-1.* begins");
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    @Test
    void an_instance_that_hangs_is_named_with_its_reason_until_it_serves_again() {
        String name = Names.unique("hang");
        create(name, 1, "hello");
        deploy(name, 1);
        Await.until("it serves", TIMEOUT, () -> serving(platform.scheduler("GET", "/services/" + name, "")) == 1);

        Command.of("docker", "pause", name + "-1-1").run(Map.of()).expectSuccess();
        Await.until("it does not serve, and why", TIMEOUT, () -> problem(name).contains("no answer to GET /health"));
        assertThat(problem(name)).endsWith("it gets no requests, and Paz does not restart it by itself");
        assertThat(platform.paz("status").output()).containsPattern(name + " +not serving +0 of 1 ");

        Command.of("docker", "unpause", name + "-1-1").run(Map.of()).expectSuccess();
        Await.until("it serves again", TIMEOUT, () -> serving(platform.scheduler("GET", "/services/" + name, "")) == 1);
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    /** What each recommended command is run as; where running it would take away what the other tests need, the command alone is checked. */
    private static Map<String, List<String>> advised(String service) {
        String paz = Platform.ROOT.resolve("paz").toString();
        String folder = FirstStepsTest.folder.resolve("backups").toString();
        Map<String, List<String>> lines = new TreeMap<>();
        lines.put("./paz up", List.of(paz, "up", "--no-demo"));
        lines.put("./paz status", List.of(paz, "status"));
        lines.put("./paz open", List.of(paz, "open"));
        lines.put("./paz logs", List.of(paz, "logs"));
        lines.put("./paz logs ARGUMENT", List.of(paz, "logs", service));
        lines.put("./paz audit", List.of(paz, "audit", "verify"));
        lines.put("./paz deploy ARGUMENT", List.of(paz, "deploy", service));
        lines.put("./paz restart ARGUMENT", List.of(paz, "restart", service));
        lines.put("./paz scale ARGUMENT", List.of(paz, "scale", service, "1"));
        lines.put("./paz preview ARGUMENT", List.of(paz, "preview", service));
        lines.put("./paz rollback ARGUMENT", List.of(paz, "rollback", service, "1"));
        lines.put("./paz stop ARGUMENT", List.of(paz, "stop", service));
        lines.put("./paz start ARGUMENT", List.of(paz, "start", service));
        lines.put("./paz backup", List.of(paz, "backup", folder));
        lines.put("./paz backup ARGUMENT", List.of(paz, "backup", folder));
        lines.put("./paz secrets", List.of(paz, "secrets", "--help"));
        lines.put("./paz token", List.of(paz, "token", "list"));
        lines.put("./paz certificates", List.of(paz, "certificates"));
        lines.put("./paz space", List.of(paz, "space"));
        lines.put("./paz space ARGUMENT", List.of(paz, "space", "cleanup"));
        lines.put("./paz etcdctl ARGUMENT", List.of(paz, "etcdctl", "endpoint", "health"));
        for (String word : List.of("why", "why ARGUMENT", "unlock", "unlock ARGUMENT")) {
            lines.put("./paz " + word, List.of(paz, word.split(" ")[0], "--help"));
        }
        for (String harmful : List.of("down", "destroy", "restore", "restore ARGUMENT", "test")) {
            lines.put("./paz " + harmful, List.of(paz, harmful.split(" ")[0], "--help"));
        }
        lines.put(
                "chmod 600",
                List.of("chmod", "600", platform.home().resolve("token").toString()));
        lines.put("apt-get install", List.of("apt-get", "--simulate", "install", "bash"));
        lines.put("apt-get update", List.of("apt-get", "--print-uris", "update"));
        lines.put("docker login", List.of("docker", "login", "--help"));
        lines.put("docker images", List.of("docker", "images", "--filter", "reference=paz.local/*/*"));
        lines.put("docker rmi", List.of("docker", "rmi", "--help"));
        lines.put("journalctl -u", List.of("journalctl", "-u", "docker", "--help"));
        lines.put("systemctl restart", List.of("systemctl", "restart", "docker", "--help"));
        lines.put("systemctl start", List.of("systemctl", "start", "docker", "--help"));
        lines.put("systemctl cat", List.of("systemctl", "cat", "docker", "--help"));
        lines.put("usermod -aG", List.of("usermod", "-aG", "docker", "--help"));
        lines.put("sudo setsid", List.of("setsid", "--wait", "dockerd", "--live-restore", "--help"));
        lines.put("fleetctl list-units", List.of("true"));
        return lines;
    }

    /** fleetctl's is run by the tests of a cluster. */
    @Test
    void every_command_that_an_output_recommends_works() {
        String name = Names.unique("advice");
        create(name, 1, "hello");
        deploy(name, 1);
        Map<String, List<String>> lines = advised(name);

        assertThat(lines.keySet())
                .as("commands of the sources")
                .containsAll(Advice.inSources().keySet());
        lines.forEach((advice, line) -> {
            Command.Result result = platform.run(line);
            assertThat(result.status()).as(advice + " said: " + result.output()).isZero();
        });
        platform.scheduler("DELETE", "/services/" + name, "").expect(204);
    }

    private static int serving(Platform.Answer state) {
        return state.expect(200).doc().at("/versions/0/serving").asInt();
    }

    private static String problem(String name) {
        return platform.scheduler("GET", "/services/" + name, "")
                .expect(200)
                .doc()
                .at("/versions/0/problems/0/reason")
                .asString("");
    }

    @Test
    void a_container_of_somebody_else_with_an_instances_name_goes_on_and_the_deployment_says_so() {
        String name = Names.unique("taken");
        String foreign = name + "-1-1";
        Command.of("docker", "run", "-d", "--name", foreign, "paz/demo-api")
                .run(Map.of())
                .expectSuccess();
        try {
            create(name, 1, "hello");
            Platform.Answer failed =
                    platform.scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(name));
            assertThat(failed.status()).isGreaterThanOrEqualTo(400);
            assertThat(failed.body())
                    .contains("container name " + foreign + " is taken by a container that is not this platform's");
            assertThat(platform.routed(name + ".paz", "/").status()).isNotEqualTo(200);
            platform.scheduler("DELETE", "/services/" + name, "").expect(204);
            assertThat(Command.of("docker", "inspect", "-f", "{{.State.Running}}", foreign)
                            .run(Map.of())
                            .output())
                    .isEqualToIgnoringNewLines("true");
        } finally {
            Command.of("docker", "rm", "-f", foreign).run(Map.of());
        }
    }

    /** Callers go on with the token that they know, and with the one in the file; all parts follow, and none starts again. */
    @Test
    void the_token_is_rotated_without_a_refused_request() {
        String old = platform.token();
        long process = platform.pid("paz");
        try (Callers before = new Callers(platform, () -> old);
                Callers now = new Callers(platform, platform::token)) {
            assertThat(platform.paz("token", "rotate").expectSuccess().output())
                    .contains(
                            "The old one, and the addresses of /hooks/dockerhub/SERVICE/SECRET of before, work until");
            int done = Math.min(before.fewestSuccesses(), now.fewestSuccesses());
            Await.until(
                    "requests after the rotation",
                    TIMEOUT,
                    () -> Math.min(before.fewestSuccesses(), now.fewestSuccesses()) > done + 5);
            assertThat(before.failures()).isEmpty();
            assertThat(now.failures()).isEmpty();
        }
        assertThat(platform.token()).matches("[0-9a-f]{64}").isNotEqualTo(old);

        platform.paz("token", "rotate", "--overlap", "0m").expectSuccess();
        assertThat(Callers.statuses(platform, old)).containsOnly("401");
        assertThat(Callers.statuses(platform, platform.token())).containsOnly("200");
        assertThat(platform.pid("paz")).isEqualTo(process);
    }

    private static void create(String name, int instances, String message) {
        platform.directory("POST", "/services", """
                        {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": %d,
                         "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}, "env": {"MESSAGE": "%s"}}""".formatted(name, instances, message))
                .expect(201);
    }

    private static void deploy(String name, int version) {
        JsonNode answer = platform.scheduler(
                        "POST",
                        "/hooks/deploy?wait=true",
                        "{\"serviceName\": \"%s\", \"dockerRepository\": \"paz/demo-api\"}".formatted(name))
                .expect(200)
                .tree();
        assertThat(answer.required("version").asInt()).isEqualTo(version);
    }

    /** The instances that answer, after enough requests that each had its turn. */
    private static Set<String> instances(String name, String version) {
        Set<String> seen = new TreeSet<>();
        IntStream.range(0, 12).forEach(i -> {
            JsonNode answer = platform.routed(name + ".paz", "/").expect(200).tree();
            assertThat(answer.required("version").asString()).isEqualTo(version);
            seen.add(answer.required("instance").asString());
        });
        return seen;
    }

    private static String message(JsonNode history, String version) {
        return history.required(version).required("env").required("MESSAGE").asString();
    }
}
