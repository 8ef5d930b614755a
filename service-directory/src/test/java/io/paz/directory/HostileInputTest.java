package io.paz.directory;

import static io.paz.directory.Directory.code;
import static io.paz.directory.Directory.json;
import static io.paz.directory.Directory.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values that would do harm in a unit, in HAProxy or in etcd, over the real API: refused by name, or kept to the byte. */
class HostileInputTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LONG = "x".repeat(1500);

    private static Directory directory;

    @BeforeAll
    static void start(@TempDir Path data) {
        directory = Directory.start(data, "--volume-paths", "/srv/paz");
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                        refused(
                                "name",
                                "Web",
                                "a b",
                                "a/b",
                                "..",
                                "_x",
                                "a!b",
                                "web-announce",
                                "paz-web",
                                "stats",
                                "ab",
                                "web-",
                                "1web"),
                        refused("name", "wеb", "ｗｅｂ", LONG, "", "web\n", "x".repeat(41)),
                        refused(
                                "description",
                                "a\nb",
                                "a\rb",
                                "a\u0000b",
                                "a\u202Eb",
                                "a\u2066b",
                                "a\u200Fb",
                                "a\u2028b",
                                "a\u0085b"),
                        refused("description", "x".repeat(501), "a\uFFFEb", ""),
                        refused(
                                "dockerRepository",
                                "-v/:/h",
                                "--privileged",
                                "img; curl x|sh",
                                "Upper",
                                "team/Upper",
                                "a\nb",
                                "a\n"),
                        refused(
                                "dockerRepository",
                                "http://host/img",
                                "",
                                "a".repeat(256),
                                "a:" + "t".repeat(129),
                                "a@sha256:12",
                                "a b"),
                        refused(
                                "dockerRepository",
                                "a:b:c",
                                "/a",
                                "a/",
                                "a//b",
                                "a..b",
                                "a".repeat(64),
                                "${HOME}",
                                "a:-x"),
                        refused("user", "a b", "-u", "a:b:c", "", "root\n", "$(id)"))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> refused(String field, String... values) {
        return Stream.of(values).map(value -> arguments(field, value));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("texts")
    void refusesAText(String field, String value) throws Exception {
        ObjectNode service = service();
        service.put(field, value);

        assertRefused(directory.post(service.toString()), field);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("description", "\"\\uD800\"", "description"),
                arguments("numInstances", "0", "numInstances"),
                arguments("numInstances", "-1", "numInstances"),
                arguments("numInstances", "1e9", "numInstances"),
                arguments("numInstances", "101", "numInstances"),
                arguments("numInstances", "1.5", "numInstances"),
                arguments("numInstances", "\"3\"", "numInstances"),
                arguments("publicFacing", "\"true\"", "publicFacing"),
                arguments("publicFacing", "1", "publicFacing"),
                arguments("ports", "[{\"container\":0}]", "ports[0].container"),
                arguments("ports", "[{\"container\":70000}]", "ports[0].container"),
                arguments("ports", "[{\"container\":\"80\"}]", "ports[0].container"),
                arguments("ports", "[{\"container\":1.5}]", "ports[0].container"),
                arguments("ports", "[{}]", "ports[0].container"),
                arguments("ports", "[{\"container\":1,\"host\":0}]", "ports[0].host"),
                arguments("ports", "[{\"container\":1,\"host\":70000}]", "ports[0].host"),
                arguments("ports", "[{\"container\":1,\"host\":9001}]", "ports[0].host"),
                arguments("ports", "[{\"container\":1,\"host\":7},{\"container\":2,\"host\":7}]", "ports[1].host"),
                arguments("ports", "[80]", "ports[0]"),
                arguments("env", "{\"A=B\":\"\"}", "env"),
                arguments("env", "{\"A\\nB\":\"\"}", "env"),
                arguments("env", "{\"A\\n\":\"\"}", "env"),
                arguments("env", "{\"\":\"\"}", "env"),
                arguments("env", "{\"A\u0085\":\"\"}", "env"),
                arguments("env", "{\"A\\u0000\":\"\"}", "env"),
                arguments("env", "{\"%s\":\"\"}".formatted("x".repeat(256)), "env"),
                arguments("env", "{\"%s\":\"\"}".formatted("$".repeat(128)), "env"),
                arguments("env", "{\"PAZ_VERSION\":\"1\"}", "env"),
                arguments("env", "{\"A\":\"1\",\"PAZ_SERVICE\":\"1\"}", "env"),
                arguments("env", "{\"PAZ_INSTANCE\":\"1\"}", "env"),
                arguments("env", "{\"A\":1}", "env.A"),
                arguments("env", "{\"A\":null}", "env.A"),
                arguments("env", "{\"A\":\"a\\u0000\"}", "env.A"),
                arguments("env", "{\"A\":\"\\uFFFE\"}", "env.A"),
                arguments("env", "{\"A\":\"\\uFFFF\"}", "env.A"),
                arguments("env", "{\"A\":\"\\uFDD0\"}", "env.A"),
                arguments("env", "{\"A\":\"\\uD83F\\uDFFE\"}", "env.A"),
                arguments("env", "{\"A\":\"\\uD800\"}", "env.A"),
                arguments("env", "{\"A\":\"%s\"}".formatted("x".repeat(32 * 1024 + 1)), "env.A"),
                arguments("env", "{\"A\":\"%s\\u0001\"}".formatted(LONG), "env.A"),
                arguments("env", "{\"A\":\"%s\"}".formatted("\\u0001".repeat(400)), "env.A"),
                arguments("env", tooMuchEnvironment(), "env"),
                arguments("labels", "{\"-x\":\"\"}", "labels"),
                arguments("labels", "{\"io.paz.service\":\"x\"}", "labels"),
                arguments("labels", "{\"a\":\"%sx\"}".formatted(LONG), "labels.a"),
                arguments("command", "[]", "command"),
                arguments("command", "[\"a\\u0000\"]", "command[0]"),
                arguments("command", "\"sh -c x\"", "command"),
                arguments("stopTimeoutSeconds", "-1", "stopTimeoutSeconds"),
                arguments("stopTimeoutSeconds", "3601", "stopTimeoutSeconds"));
    }

    private static String tooMuchEnvironment() {
        ObjectNode env = JSON.createObjectNode();
        for (int i = 0; i < 9; i++) {
            env.put("KEY_" + i, "x".repeat(32 * 1024));
        }
        return env.toString();
    }

    static Stream<Arguments> placesAndLimits() {
        return Stream.of(
                arguments("volume", "{\"../x\":\"/a\"}", "volume"),
                arguments("volume", "{\"a:b\":\"/a\"}", "volume"),
                arguments("volume", "{\"/\":\"/a\"}", "volume"),
                arguments("volume", "{\"/etc\":\"/a\"}", "volume"),
                arguments("volume", "{\"/proc\":\"/a\"}", "volume"),
                arguments("volume", "{\"/var/run/docker.sock\":\"/a\"}", "volume"),
                arguments("volume", "{\"/srv/paz/docker.sock\":\"/a\"}", "volume"),
                arguments("volume", "{\"/srv/paz/../../etc\":\"/a\"}", "volume"),
                arguments("volume", "{\"/srv/paz/..\":\"/a\"}", "volume"),
                arguments("volume", "{\"/srv//paz\":\"/a\"}", "volume"),
                arguments("volume", "{\"/srv/paz/a\\nb\":\"/a\"}", "volume"),
                arguments("volume", "{\"--privileged\":\"/a\"}", "volume"),
                arguments("volume", "{\"data\":\"a\"}", "volume.data"),
                arguments("volume", "{\"data\":\"/\"}", "volume.data"),
                arguments("volume", "{\"data\":\"/a:ro\"}", "volume.data"),
                arguments("volume", "{\"data\":\"/a/../b\"}", "volume.data"),
                arguments("volume", "{\"data\":\"/proc/1\"}", "volume.data"),
                arguments("volume", "{\"data\":\"/a\",\"more\":\"/a\"}", "volume.more"),
                arguments("healthCheck", "{\"path\":\"//evil\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"x\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"/a b\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"/a\\r\\nX: y\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"/a\\n\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"http://evil/\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"path\":\"/$(id)\"}", "healthCheck.path"),
                arguments("healthCheck", "{\"intervalSeconds\":0}", "healthCheck.intervalSeconds"),
                arguments("healthCheck", "{\"intervalSeconds\":5,\"timeoutSeconds\":6}", "healthCheck.timeoutSeconds"),
                arguments("healthCheck", "{\"timeoutSeconds\":3}", "healthCheck.timeoutSeconds"),
                arguments("healthCheck", "{\"healthyAfter\":11}", "healthCheck.healthyAfter"),
                arguments("healthCheck", "{\"unhealthyAfter\":0}", "healthCheck.unhealthyAfter"),
                arguments("healthCheck", "{\"startPeriodSeconds\":0}", "healthCheck.startPeriodSeconds"),
                arguments("healthCheck", "{\"startPeriodSeconds\":86401}", "healthCheck.startPeriodSeconds"),
                arguments("healthCheck", "{\"startPeriodSeconds\":\"60\"}", "healthCheck.startPeriodSeconds"),
                arguments("domains", "[\"*.com\"]", "domains[0]"),
                arguments("domains", "[\"*.*.example.com\"]", "domains[0]"),
                arguments("domains", "[\"a.*.example.com\"]", "domains[0]"),
                arguments("domains", "[\"*.web.paz\"]", "domains[0]"),
                arguments("routes", "[{\"host\":\"*.example.com\",\"path\":\"/x\"}]", "routes[0].host"),
                arguments("domains", "[\"-f /etc/passwd\"]", "domains[0]"),
                arguments("domains", "[\"web.paz or TRUE\"]", "domains[0]"),
                arguments("domains", "[\"a.example.com\\nb\"]", "domains[0]"),
                arguments("domains", "[\"other.paz\"]", "domains[0]"),
                arguments("domains", "[\"other.PAZ\"]", "domains[0]"),
                arguments("domains", "[\"a.localhost\"]", "domains[0]"),
                arguments("domains", "[\"paz-orchestrator.example.com\"]", "domains[0]"),
                arguments("domains", "[\"10.0.0.1\"]", "domains[0]"),
                arguments("domains", "[\"single\"]", "domains[0]"),
                arguments("domains", "[\"a..example.com\"]", "domains[0]"),
                arguments("domains", "[\"a.example.com.\"]", "domains[0]"),
                arguments("domains", "[\"a.example.com:80\"]", "domains[0]"),
                arguments("domains", "[\"a.example.com\",\"A.example.com\"]", "domains[1]"),
                arguments("resources", "{\"memory\":\"1\"}", "resources.memory"),
                arguments("resources", "{\"memory\":\"5m\"}", "resources.memory"),
                arguments("resources", "{\"memory\":\"64m --privileged\"}", "resources.memory"),
                arguments("resources", "{\"cpus\":0}", "resources.cpus"),
                arguments("resources", "{\"cpus\":257}", "resources.cpus"),
                arguments("resources", "{\"cpus\":\"1\"}", "resources.cpus"));
    }

    static Stream<Arguments> refusedStrategies() {
        return Stream.of(
                arguments("strategy", "{\"type\":\"magic\"}", "strategy.type"),
                arguments("strategy", "{\"type\":\"canary\",\"batchSize\":2}", "strategy.batchSize"),
                arguments("strategy", "{\"type\":\"blue-green\",\"stepSeconds\":2}", "strategy.type"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[]}", "strategy.steps"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[0]}", "strategy.steps"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[100]}", "strategy.steps"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[5,5]}", "strategy.steps"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[25,5]}", "strategy.steps"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[null]}", "strategy.steps[0]"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[\"5\"]}", "strategy.steps[0]"),
                arguments("strategy", "{\"type\":\"canary\",\"steps\":[1.5]}", "strategy.steps[0]"),
                arguments("strategy", "{\"type\":\"canary\",\"stepSeconds\":0}", "strategy.stepSeconds"),
                arguments("strategy", "{\"type\":\"canary\",\"stepSeconds\":86401}", "strategy.stepSeconds"),
                arguments("strategy", "{\"type\":\"canary\",\"minRequests\":-1}", "strategy.minRequests"),
                arguments("strategy", "{\"type\":\"canary\",\"minRequests\":1000001}", "strategy.minRequests"),
                arguments("strategy", "{\"type\":\"canary\",\"maxErrorIncrease\":1.1}", "strategy.maxErrorIncrease"),
                arguments("strategy", "{\"type\":\"canary\",\"maxErrorIncrease\":\"0\"}", "strategy.maxErrorIncrease"),
                arguments("strategy", "{\"type\":\"canary\",\"maxSlowdown\":0.9}", "strategy.maxSlowdown"),
                arguments("strategy", "{\"type\":\"canary\",\"maxSlowdown\":1001}", "strategy.maxSlowdown"),
                arguments("strategy", "{\"type\":\"rolling\",\"batchSize\":0}", "strategy.batchSize"),
                arguments("strategy", "{\"type\":\"rolling\",\"batchSize\":101}", "strategy.batchSize"),
                arguments("strategy", "{\"type\":\"rolling\",\"batchSize\":\"2\"}", "strategy.batchSize"),
                arguments("strategy", "{\"type\":\"blue-green\",\"batchSize\":2}", "strategy.batchSize"),
                arguments("strategy", "{\"type\":\"rolling\",\"steps\":2}", "strategy.steps"),
                arguments("strategy", "{}", "strategy.type"));
    }

    @ParameterizedTest(name = "{2} {index}")
    @MethodSource({"fields", "placesAndLimits", "refusedStrategies"})
    void refusesAField(String field, String value, String named) throws Exception {
        String body = "{\"name\":\"web\",\"dockerRepository\":\"a\",\"%s\":%s}".formatted(field, value);

        assertRefused(directory.post(body), named);
    }

    private static void assertRefused(HttpResponse<String> answer, String field) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(code(answer)).isIn("invalid_field", "unknown_field");
        assertThat(message(answer)).startsWith(field + ": ").contains("(expected");
        assertThat(message(answer).length()).isLessThan(600);
        assertThat(directory.get("/services").body()).isEqualTo("{\"doc\":[]}");
    }

    static Stream<String> kept() {
        return Stream.of(
                "\" --privileged -v /:/host \"",
                "%i",
                "$HOME",
                "$(id)",
                "{{.X}}",
                "\\n",
                "a\nb",
                " ; ",
                "'\"`",
                "pa$$word",
                "# not a comment",
                "ends with \\",
                "tab\tand\u0001control\u007f",
                "ünï😀",
                "",
                LONG + "\n\t",
                "x".repeat(32 * 1024));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("kept")
    void keepsAValueToTheByte(String value) throws Exception {
        ObjectNode service = service();
        service.set("env", JSON.valueToTree(Map.of("VALUE", value)));
        service.set("command", JSON.valueToTree(new String[] {value}));
        try {
            HttpResponse<String> created = directory.post(service.toString());
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

            JsonNode config = json(directory.get("/services/web")).at("/doc/config");
            assertThat(config.at("/env/VALUE").asString()).isEqualTo(value);
            assertThat(config.at("/command/0").asString()).isEqualTo(value);
        } finally {
            directory.delete("/services/web");
        }
    }

    static Stream<String> keptDescriptions() {
        return Stream.of("100%", "#", ";", "trailing \\", "<img src=x onerror=alert(1)>", "👩‍💻", "x".repeat(500));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("keptDescriptions")
    void keepsADescription(String description) throws Exception {
        ObjectNode service = service();
        service.put("description", description);
        try {
            assertThat(directory.post(service.toString()).statusCode()).isEqualTo(201);
            assertThat(json(directory.get("/services/web"))
                            .at("/doc/description")
                            .asString())
                    .isEqualTo(description);
        } finally {
            directory.delete("/services/web");
        }
    }

    private static ObjectNode service() {
        return JSON.createObjectNode().put("name", "web").put("dockerRepository", "a");
    }
}
