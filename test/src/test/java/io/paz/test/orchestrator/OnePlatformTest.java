package io.paz.test.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Names;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All through the orchestrator, with the other parts, etcd, HAProxy and containers as they are. */
final class OnePlatformTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SHOWN_DEPLOYMENTS = 100;

    @TempDir
    private static Path folder;

    private static Platform platform;

    @BeforeAll
    static void up() throws IOException {
        platform = new Platform(folder.resolve("paz"));
        platform.up("--no-demo");
    }

    @AfterAll
    static void destroy() {
        platform.close();
    }

    private static JsonNode get(String path) {
        return platform.orchestrator("GET", path, "").expect(200).tree();
    }

    private static void create(String name) {
        platform.orchestrator("POST", "/services", """
                        {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": 3,
                         "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(name)).expect(201);
    }

    private static void deploy(String name) {
        platform.orchestrator("POST", "/hooks/deploy?wait=true", hook(name)).expect(200);
    }

    private static String hook(String name) {
        return "{\"serviceName\": \"%s\", \"dockerRepository\": \"paz/demo-api\"}".formatted(name);
    }

    @Test
    void a_service_from_creation_to_removal_by_the_one_api_and_its_stream() {
        String name = Names.unique("live");
        try (LiveStream stream = new LiveStream(platform)) {
            Await.until("the stream begins", TIMEOUT, () -> stream.types().contains("snapshot"));
            create(name);
            deploy(name);

            Await.until(
                    "units and deployment are told",
                    TIMEOUT,
                    () -> active(stream, name).equals(Set.of(name + "-1-1", name + "-1-2", name + "-1-3"))
                            && states(stream, name).contains("done"));
            assertThat(units(stream, "unit.add", name)).hasSize(3);
            assertThat(stream.data("service.create")
                            .map(service -> service.path("name").asString()))
                    .contains(name);

            assertStands(name);
            assertTraced(name);
            platform.orchestrator("PATCH", "/services/" + name + "/config/next", "{\"env\":{\"A\":\"b\"}}")
                    .expect(200);
            Await.until(
                    "its load balancer and its next configuration are told",
                    TIMEOUT,
                    () -> isTold(stream, "loadbalancer.add", "service", name)
                            && isTold(stream, "loadbalancer.change", "service", name)
                            && isTold(stream, "service.modifyConfig", "name", name));
            assertThat(isTold(stream, "deployment.add", "service", name)).isTrue();

            platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
            Await.until(
                    "its end is told",
                    TIMEOUT,
                    () -> units(stream, "unit.remove", name).size() == 3
                            && !units(stream, "unit.change", name).isEmpty()
                            && isTold(stream, "loadbalancer.remove", "id", name)
                            && isTold(stream, "service.del", "name", name));
            List<Long> numbers = stream.numbers();
            assertThat(numbers)
                    .as("no change is left out, and none comes twice")
                    .isEqualTo(LongStream.range(numbers.get(0), numbers.get(0) + numbers.size())
                            .boxed()
                            .toList());
        }
        Await.until("its sidekicks are gone too", TIMEOUT, () -> get("/services/" + name + "/units")
                .isEmpty());
    }

    @Test
    void a_service_runs_apart_in_each_of_its_environments() {
        new EnvironmentCheck(platform).runsAServiceInTwoEnvironments();
    }

    @Test
    void a_preview_shows_what_haproxy_then_has() {
        String name = Names.unique("seen");
        platform.orchestrator("POST", "/services", """
                        {"name": "%1$s", "dockerRepository": "paz/demo-api", "numInstances": 2, "publicFacing": true,
                         "domains": ["%1$s.example.org"], "ports": [{"container": 8080}], "responseTimeoutSeconds": 60,
                         "healthCheck": {"path": "/health", "host": "%1$s.example.org", "expectedStatus": "200-299"}}""".formatted(name)).expect(201);
        ProxyOfService proxy = new ProxyOfService(platform, name);
        List<String> previewed = previewed(name, "added");
        assertThat(previewed).contains("haproxy.cfg: backend " + name);
        deploy(name);
        awaitAll(proxy::lines, previewed);
        awaitAll(proxy::servers, List.of(name + "-1-1", name + "-1-2"));

        List<String> remaining = new ArrayList<>(proxy.lines());
        remaining.removeAll(previewed(name, "removed"));
        remaining.addAll(previewed(name, "added"));
        deploy(name);
        awaitAll(proxy::lines, remaining);
        awaitAll(proxy::servers, List.of(name + "-2-1", name + "-2-2"));
        platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
    }

    /** A deployment ends when traffic is where it belongs; what HAProxy no longer needs of the old version goes shortly after. */
    private static void awaitAll(Supplier<List<String>> actual, List<String> expected) {
        List<String> sorted = expected.stream().sorted().toList();
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                        actual.get().stream().sorted().toList())
                .isEqualTo(sorted));
    }

    /** Lines as {@code FILE: LINE}. */
    private static List<String> previewed(String name, String change) {
        String path = "/services/" + name + "/preview";
        return platform.orchestrator("POST", path, "{\"dockerRepository\": \"paz/demo-api\"}")
                .expect(200)
                .tree()
                .at("/doc/proxy")
                .valueStream()
                .filter(line -> line.path("change").asString().equals(change))
                .map(line ->
                        line.path("file").asString() + ": " + line.path("line").asString())
                .toList();
    }

    /** The picture holds the last hundred; those that wait behind the newest are superseded, so that they are soon that many. */
    @Test
    void a_deployment_that_leaves_the_live_picture_is_told() {
        String name = Names.unique("often");
        create(name);
        try (LiveStream stream = new LiveStream(platform)) {
            deploy(name);
            Await.until("the first deployment is told", TIMEOUT, () -> states(stream, name)
                    .contains("done"));
            for (int later = 0; later < SHOWN_DEPLOYMENTS; later++) {
                platform.orchestrator("POST", "/hooks/deploy", hook(name)).expect(200);
            }
            Await.until("the first one is gone", TIMEOUT, () -> isTold(stream, "deployment.remove", "service", name));
        }
        deploy(name);
        platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
    }

    @Test
    void a_part_that_does_not_answer_is_told_and_its_return_too() {
        try (LiveStream stream = new LiveStream(platform)) {
            platform.signal("STOP", "etcd");
            try {
                Await.until("etcd's silence is told", TIMEOUT, () -> isToldOfEtcd(stream, false));
            } finally {
                platform.signal("CONT", "etcd");
            }
            Await.until("etcd's return is told", TIMEOUT, () -> isToldOfEtcd(stream, true));
        }
    }

    private static boolean isToldOfEtcd(LiveStream stream, boolean up) {
        return stream.data("source.change")
                .anyMatch(source -> source.path("name").asString().equals("etcd")
                        && source.path("up").asBoolean() == up);
    }

    private static boolean isTold(LiveStream stream, String type, String key, String name) {
        return stream.data(type).anyMatch(told -> told.path(key).asString().equals(name));
    }

    private static void assertTraced(String name) {
        String id = "traced-" + name;
        Await.until("its request is found again", TIMEOUT, () -> {
            platform.routedWith("X-Request-Id: " + id, name + ".paz", "/?secret=hidden")
                    .expect(200);
            return platform.orchestrator("GET", "/trace/" + id, "").status() == 200;
        });
        JsonNode request = get("/trace/" + id).at("/requests/0");
        assertThat(request.path("service").asString()).isEqualTo(name);
        assertThat(request.at("/passes/0/instance").asString()).startsWith(name + "-1-");
        assertThat(request.path("story").toString())
                .contains("came from 127.0.0.1", "gave 200")
                .doesNotContain("hidden");
        assertThat(platform.paz("why", id).expectSuccess().output())
                .contains("for " + name, "The client got 200 after ", "lines of its instances");
        assertThat(platform.paz("why", "not-there-0001").status()).isEqualTo(1);
        JsonNode traffic = get("/services/" + name + "/traffic");
        assertThat(traffic.path("hour")
                        .valueStream()
                        .mapToLong(minute -> minute.at("/statuses/2xx").asLong())
                        .sum())
                .isPositive();
        assertThat(get("/cluster/traffic").at("/services").toString()).contains(name);
        platform.orchestrator("GET", "/services/no-such-service/traffic", "").expect(404);
    }

    private static void assertStands(String name) {
        assertThat(get("/services/" + name).at("/doc/name").asString()).isEqualTo(name);
        assertThat(get("/services/" + name + "/units").valueStream().map(unit -> unit.path("activeState")
                        .asString()))
                .containsExactly("active", "active", "active");
        Await.until("its load balancer is well", TIMEOUT, () -> get("/cluster/load-balancers/" + name + "/health")
                .path("healthy")
                .asBoolean());
        assertThat(get("/cluster/load-balancers/" + name)
                        .at("/backends/current/version")
                        .asString())
                .isEqualTo("1");
        // HAProxy's statistics are read once a second, and may be of a moment ago.
        Await.until("all instances are up in its balancer", TIMEOUT, () -> statuses(name)
                .equals(List.of("UP", "UP", "UP")));
        JsonNode state = get("/services/" + name + "/state").path("doc");
        assertThat(state.path("state").asString()).isEqualTo("running");
        assertThat(state.at("/versions/0/running").asInt()).isEqualTo(3);
        assertThat(get("/cluster/services").path("doc").valueStream().map(service -> service.path("service")
                        .asString()))
                .contains(name);
    }

    private static List<String> statuses(String name) {
        return get("/cluster/load-balancers/" + name)
                .at("/backends/current/hosts")
                .valueStream()
                .map(host -> host.path("status").asString())
                .toList();
    }

    private static Set<String> units(LiveStream stream, String type, String service) {
        return names(stream.data(type), service);
    }

    /** One may be active already when it is seen first. */
    private static Set<String> active(LiveStream stream, String service) {
        return names(
                Stream.of("unit.add", "unit.change")
                        .flatMap(stream::data)
                        .filter(unit -> unit.path("activeState").asString().equals("active")),
                service);
    }

    private static Set<String> names(Stream<JsonNode> units, String service) {
        return units.map(unit -> unit.path("name").asString())
                .filter(unit -> unit.matches(service + "-\\d+-\\d+"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> states(LiveStream stream, String service) {
        return stream.data("deployment.change")
                .filter(deployment -> deployment.path("service").asString().equals(service))
                .map(deployment -> deployment.path("state").asString())
                .toList();
    }

    @Test
    void the_log_of_a_service_has_lines_of_three_instances_while_they_answer() throws IOException {
        String name = Names.unique("log");
        create(name);
        deploy(name);
        try (FollowedLog log = new FollowedLog(platform, name)) {
            Await.until("each instance answers and says so", TIMEOUT, () -> {
                platform.routed(name + ".paz", "/").expect(200);
                return instances(log).equals(Set.of(name + "-1-1", name + "-1-2", name + "-1-3"));
            });
        }
        platform.orchestrator("DELETE", "/services/" + name, "").expect(204);
    }

    /** TIME UNIT MESSAGE. */
    private static Set<String> instances(FollowedLog log) {
        return log.lines().stream()
                .filter(line -> line.endsWith(" GET / 200"))
                .map(line -> line.split(" ")[1])
                .collect(Collectors.toSet());
    }

    @Test
    void the_command_line_that_the_platform_serves_works_a_service() throws IOException {
        String name = Names.unique("line");
        ServedCommandLine paz = new ServedCommandLine(platform, Files.createDirectories(folder.resolve("cli")));
        assertThat(paz.expect(0, "services", "create", name, "paz/demo-api", "--port", "8080", "--health", "/health"))
                .contains(name + " is created.");
        assertThat(paz.expect(0, "env", "set", name, "MESSAGE=from the command line"))
                .contains("Set MESSAGE.");
        assertThat(paz.expect(0, "deploy", name)).contains("in-the-balancer", name + " version 1: done");
        assertThat(platform.routed(name + ".paz", "/").expect(200).body()).contains("from the command line");
        assertThat(paz.expect(0, "services", "list")).containsPattern(name + " +paz/demo-api +running +1 +1/1");
        assertThat(paz.expect(0, "history", name, "-o", "json")).contains("\"state\": \"done\"");
        assertThat(paz.firstLine("logs", name, "--follow")).contains(name + "-1-1 ", "listening on port 8080");
        paz.changeAsCode(name, "from the command line", "from the file");
        assertThat(platform.routed(name + ".paz", "/").expect(200).body()).contains("from the file");
        assertThat(paz.expect(5, "deploy", name + "x")).contains("Did you mean " + name + "?");
        assertThat(paz.expect(6, "restart", name, "--timeout", "1ms")).contains("the platform goes on");
        assertThat(platform.paz("services", "show", name).expectSuccess().output())
                .contains("image: paz/demo-api");
        assertThat(paz.expect(2, "services", "delete", name)).contains("--yes");
        assertThat(paz.expect(0, "services", "delete", name, "--yes")).contains(name + " is deleted.");
    }

    @Test
    void the_parts_of_the_platform_have_names() {
        for (String part : List.of("orchestrator", "orchestrator-socket", "web", "scheduler", "service-directory")) {
            Await.until(
                    "paz-" + part + " is routed",
                    TIMEOUT,
                    () -> platform.routed("paz-" + part + ".localhost", "/health")
                                    .status()
                            == 200);
            assertThat(platform.routedInPublic("paz-" + part + ".paz", "/health")
                            .status())
                    .as(part)
                    .isEqualTo(404);
        }
        assertThat(platform.routed("paz-web.localhost", "/ui").expect(200).body())
                .contains("<html");
        assertThat(platform.routed("paz-orchestrator.localhost", "/cluster").status())
                .isEqualTo(401);
        assertThat(platform.paz("open").expectSuccess().output())
                .startsWith("http://paz-web.localhost:" + platform.setting("PAZ_HTTP_PORT") + "/ui/sign-in#");
        assertThat(get("/cluster/units?includeSystemUnits=true").valueStream().map(unit -> unit.path("name")
                        .asString()))
                .contains("paz-orchestrator", "paz-web", "paz-scheduler", "paz-service-directory");

        platform.signal("KILL", "etcd");
        Await.until(
                "they are routed again",
                TIMEOUT,
                () -> platform.routed("paz-web.localhost", "/health").status() == 200);
    }
}
