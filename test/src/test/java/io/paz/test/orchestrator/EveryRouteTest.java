package io.paz.test.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Names;
import io.paz.test.platform.PlantedSecret;
import io.paz.test.platform.Platform;
import io.paz.test.platform.Platform.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Each route of the orchestrator's document, answered with the real parts behind it. */
final class EveryRouteTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

    @TempDir
    private static Path folder;

    private static Platform platform;

    private final Set<String> asked = new TreeSet<>(RoutesElsewhere.SINGLE);
    private final String name = Names.unique("every");
    private final PlantedSecret secret = new PlantedSecret();

    @BeforeAll
    static void up() throws IOException {
        platform = new Platform(folder.resolve("paz"));
        platform.up("--no-demo");
    }

    @AfterAll
    static void destroy() {
        platform.close();
    }

    @Test
    void every_route_is_answered_by_the_parts_as_they_are() {
        try (secret;
                LiveStream stream = new LiveStream(platform)) {
            ofThePlatform();
            ofTheCatalogue();
            ofDeployments();
            ofWhatRuns();
            ofOperations();
            ofHooks();
            ofSecrets();
            assertThat(stream.text()).contains("paz-secret:");
            secret.assertNotIn("stream", stream.text());
        }
        assertThat(ask("DELETE", "/services/{name}", "/services/" + name, "", 204)
                        .body())
                .isEmpty();
        ofTheAuditLog();
        assertThat(asked).isEqualTo(described());
        secret.assertFoundNowhere(platform, "pa$$word");
    }

    /** What answers of the services behind show, and a deployment that fails. */
    private void ofSecrets() {
        secret.assertInContainers(platform, name, "DB");
        String failed = "{\"serviceName\": \"%s\", \"dockerRepository\": \"paz/demo-api:no-such-tag\"}".formatted(name);
        secret.assertNotIn(
                "a failed deployment",
                platform.orchestrator("POST", "/hooks/deploy?wait=true", failed).body());
        secret.assertNotInAnswers(platform, name);
    }

    private void ofTheAuditLog() {
        List<String> actions = new ArrayList<>();
        get("/audit", "/audit?limit=500&service=" + name)
                .doc()
                .path("records")
                .forEach(entry -> actions.add(entry.path("action").asString()));
        assertThat(actions)
                .contains("POST /services", "POST /hooks/deploy", "DELETE /services/" + name)
                .noneMatch(action -> action.startsWith("GET "));
        Command.Result verified = platform.paz("audit", "verify");
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("data/audit is whole: ");
        assertThat(platform.paz("audit", "-n", "500").expectSuccess().output())
                .contains("administrator's token", "DELETE /services/" + name);
    }

    @Test
    void every_spelling_of_every_route_of_every_service_wants_a_credential() {
        SpelledRoutes routes = new SpelledRoutes(platform);
        String[] session = routes.session();
        assertThat(platform.paz("audit", "-n", "500").expectSuccess().output())
                .containsPattern("administrator's session \\([0-9a-f]{16}\\) +POST /session\n");
        String[] cookieAlone = {session[0], session[1]};
        String[] token = {"Authorization", "Bearer " + routes.tokenThatDeploys(name)};
        for (SpelledRoutes.Spelled route : routes.all()) {
            boolean isOrchestrator = route.service().equals("PAZ_ORCHESTRATOR_PORT");
            if (!route.isOpen()) {
                assertThat(routes.ask(route)).as("nothing, %s", route).isIn(400, 401);
            }
            if (!route.isOpen() && !(isOrchestrator && route.method().equals("GET"))) {
                assertThat(routes.ask(route, cookieAlone))
                        .as("a foreign page, %s", route)
                        .isIn(400, 401, 403);
            }
            if (!route.isOpen() && !route.isForEveryToken()) {
                assertThat(routes.ask(route, token))
                        .as("a token that deploys another service, %s", route)
                        .isIn(400, 401, 403, 404);
            }
            if (route.makesTickets()) {
                assertThat(routes.ask(route, session))
                        .as("a session, %s", route)
                        .isIn(400, 401, 404);
            }
        }
    }

    private static Set<String> described() {
        Map<String, Map<String, Map<String, Object>>> document = new Yaml()
                .load(platform.orchestrator("GET", "/openapi.yaml", "")
                        .expect(200)
                        .body());
        Set<String> routes = new TreeSet<>();
        document.getOrDefault("paths", Map.of()).forEach((path, operations) -> operations.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> routes.add(method + " " + path)));
        routes.removeIf(route -> RoutesElsewhere.FOLDERS.stream().anyMatch(route::contains));
        return routes;
    }

    private Answer ask(String method, String route, String path, String body, int status) {
        asked.add(method.toLowerCase(Locale.ROOT) + " " + route);
        Answer answer = platform.orchestrator(method, path, body).expect(status);
        secret.assertNotIn(method + " " + path, answer.body());
        return answer;
    }

    private Answer get(String route) {
        return get(route, route);
    }

    private Answer get(String route, String path) {
        return ask("GET", route, path, "", 200);
    }

    private void ofThePlatform() {
        assertThat(get("/ui").body()).contains("<html");
        assertThat(get("/ui/{rest}", "/ui/services").body()).contains("<html");
        ask("GET", "/", "/", "", 302);
        assertThat(get("/cli/paz").body()).startsWith("#!/bin/sh\n");
        assertThat(get("/health").tree().path("status").asString()).isEqualTo("UP");
        assertThat(get("/metrics").body()).contains("jvm_");
        get("/openapi.yaml");
        Await.until(
                "the host is seen",
                TIMEOUT,
                () -> get("/cluster").tree().path("hostCount").asInt() == 1);
        assertThat(get("/cluster/dns").tree().path("enabled").asBoolean()).isFalse();
        ask("GET", "/cluster/dns/{service}", "/cluster/dns/" + name, "", 404);

        String ticket = ask("POST", "/session/tickets", "/session/tickets", "", 201)
                .doc()
                .path("ticket")
                .asString();
        String token = ask("POST", "/tokens", "/tokens", "{\"name\":\"ci\",\"scopes\":[\"read\"]}", 201)
                .doc()
                .path("id")
                .asString();
        assertThat(get("/tokens").doc().valueStream().map(each -> each.path("id")
                        .asString()))
                .contains(token);
        ask("DELETE", "/tokens/{id}", "/tokens/" + token, "", 204);
        ofPeople();
        ask("POST", "/backups", "/backups", "", 200);
        ask("POST", "/session", "/session", "{\"ticket\":\"%s\"}".formatted(ticket), 200);
        ask("GET", "/session", "/session", "", 401);
        ask("DELETE", "/session", "/session", "", 204);
    }

    private void ofPeople() {
        String ada = "{\"name\":\"ada\",\"role\":\"viewer\"}";
        String invitation = ask("POST", "/people", "/people", ada, 201)
                .doc()
                .path("invitation")
                .asString();
        ask("POST", "/people", "/people", ada, 409);
        assertThat(get("/people").doc().at("/0/name").asString()).isEqualTo("ada");
        ask(
                "POST",
                "/session/invitation",
                "/session/invitation",
                "{\"invitation\":\"%s\",\"password\":\"correct horse battery\"}".formatted(invitation),
                200);
        String session = get("/sessions").doc().at("/0/id").asString();
        ask("DELETE", "/sessions/{id}", "/sessions/" + session, "", 204);
        ask("PUT", "/session/password", "/session/password", "{\"current\":\"a\",\"password\":\"bbbbbbbbbbbb\"}", 409);
        ask("PUT", "/people/{name}", "/people/ada", "{\"role\":\"deployer\",\"services\":[\"web\"]}", 200);
        ask("POST", "/people/{name}/invitation", "/people/ada/invitation", "", 201);
        ask("DELETE", "/people/{name}", "/people/ada", "", 204);
    }

    private void ofTheCatalogue() {
        String service = "/services/" + name;
        ask("POST", "/services", "/services", """
                {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": 1, "secrets": {"DB": %s},
                 "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(name, secret.inJson()), 201);
        assertThat(get("/services").doc().valueStream().map(each -> each.path("name")
                        .asString()))
                .contains(name);
        assertThat(get("/services/{name}", service).doc().path("name").asString())
                .isEqualTo(name);
        ask("PATCH", "/services/{name}/config/next", service + "/config/next", "{\"env\":{\"A\":\"pa$$word\"}}", 200);
        JsonNode env = get("/services/{name}/config/next", service + "/config/next")
                .doc()
                .path("env");
        assertThat(env.path("A").asString()).isEqualTo("pa$$word");
        secret.assertShown("config/next", env.path("DB").asString());
        assertThat(get("/services/{name}/config/changes", service + "/config/changes")
                        .body())
                .contains("\"kind\":\"administrator-token\"", "\"fields\":[\"env\"]");
    }

    private void ofDeployments() {
        String service = "/services/" + name;
        ask(
                "POST",
                "/hooks/deploy",
                "/hooks/deploy?wait=true",
                "{\"serviceName\": \"%s\", \"dockerRepository\": \"paz/demo-api\"}".formatted(name),
                200);
        JsonNode env = get("/services/{name}/config/last", service + "/config/last")
                .doc()
                .path("env");
        assertThat(env.path("A").asString()).isEqualTo("pa$$word");
        secret.assertShown("config/last", env.path("DB").asString());
        secret.assertInContainers(platform, name, "DB");
        assertThat(get("/services/{name}/config/history", service + "/config/history")
                        .doc()
                        .propertyNames())
                .containsExactly("1");
        get("/services/{name}/config/history/{version}", service + "/config/history/1");
        assertThat(get("/deployments").doc().isEmpty()).isFalse();
        String deployment = "/deployments/" + name + "/1";
        assertThat(get("/deployments/{service}/{version}", deployment)
                        .doc()
                        .path("state")
                        .asString())
                .isEqualTo("done");
        ask("GET", "/deployments/{service}/{version}/{action}", deployment + "/nothing", "", 404);
        ask("POST", "/deployments/{service}/{version}/{action}", deployment + "/rollback?wait=true", "", 200);
        assertThat(get("/journal", "/journal?service=" + name).doc().size()).isEqualTo(2);
        assertThat(get("/services/{name}/state", service + "/state")
                        .doc()
                        .path("state")
                        .asString())
                .isEqualTo("running");
        get("/cluster/services");
        get("/certificates");
        get("/alarms");
        get("/domains");
        get("/cluster/traffic");
        ask("GET", "/trace/{id}", "/trace/12345678", "", 404);
        get("/drift");
        get("/drift/{service}", "/drift/" + name);
        assertThat(get("/space").doc().at("/fileSystems/0/state").asString()).isNotEmpty();
        ask("POST", "/space/cleanup", "/space/cleanup", "", 200);
    }

    private void ofWhatRuns() {
        String unit = name + "-2-1";
        String host = get("/cluster/hosts").tree().at("/0/ID").asString();
        Await.until(
                "the unit is seen", TIMEOUT, () -> get("/cluster/units").body().contains("\"" + unit + "\""));
        assertThat(get("/cluster/hosts/{id}", "/cluster/hosts/" + host).body()).contains(unit);
        get("/cluster/hosts/{id}/health", "/cluster/hosts/" + host + "/health");
        get("/cluster/units/{id}", "/cluster/units/" + unit);
        assertHealthy("/cluster/units/{id}/health", "/cluster/units/" + unit + "/health");
        String units = "/services/" + name + "/units";
        Await.until(
                "the version before is gone",
                TIMEOUT,
                () -> get("/services/{name}/units", units).tree().size() == 1);
        get("/services/{name}/units/{id}", units + "/" + unit);
        assertHealthy("/services/{name}/units/{id}/health", units + "/" + unit + "/health");
        assertHealthy("/cluster/load-balancers/{id}/health", "/cluster/load-balancers/" + name + "/health");
        assertThat(get("/cluster/load-balancers").body()).contains(unit);
        get("/cluster/load-balancers/{id}", "/cluster/load-balancers/" + name);

        platform.routed(name + ".paz", "/").expect(200);
        get("/services/{name}/traffic", "/services/" + name + "/traffic");
        for (String route : new String[] {"/cluster/units/{id}/logs", "/services/{name}/logs", "/cluster/logs"}) {
            String path = route.replace("{id}", unit).replace("{name}", name) + "?grep=GET%20/%20200";
            Await.until("the line is there: " + path, TIMEOUT, () -> get(route, path)
                    .body()
                    .contains("\"unit\":\"" + unit + "\""));
        }
        Await.until(
                "figures of the unit",
                TIMEOUT,
                () -> platform.orchestrator("GET", "/cluster/units/" + unit + "/stats", "")
                                .status()
                        == 200);
        get("/cluster/units/{id}/stats", "/cluster/units/" + unit + "/stats");
        int cores = get("/cluster/hosts/{id}/stats", "/cluster/hosts/" + host + "/stats")
                .tree()
                .at("/capacity/processors")
                .asInt();
        assertThat(get("/cluster/hosts").tree().at("/0/TotalResources/Cores").asInt())
                .isEqualTo(100 * cores);
    }

    private void assertHealthy(String route, String path) {
        Await.until(path, TIMEOUT, () -> get(route, path).tree().path("healthy").asBoolean());
    }

    private void ofOperations() {
        String operation = "/services/{name}/{operation}";
        String service = "/services/" + name;
        assertThat(ask("POST", operation, service + "/preview", "{}", 200).body())
                .doesNotContain("paz1.");
        platform.paz("secrets", "rotate").expectSuccess();
        ask("POST", "/secrets/rotation", "/secrets/rotation", "", 200);
        ask("POST", operation, service + "/scale?wait=true", "{\"instances\": 2}", 200);
        ask("POST", operation, service + "/stop?wait=true", "", 200);
        ask("POST", operation, service + "/start?wait=true", "", 200);
        ask("POST", operation, service + "/restart?wait=true", "", 200);
        assertThat(get("/operations/{service}", "/operations/" + name).doc().size())
                .isEqualTo(3);
        assertThat(get("/operations/{service}/{number}", "/operations/" + name + "/1")
                        .doc()
                        .path("state")
                        .asString())
                .isEqualTo("done");
    }

    private void ofHooks() {
        String push =
                "{\"repository\":{\"repo_name\":\"%s\",\"repo_url\":\"https://hub.docker.com/r/x\"},\"push_data\":{\"tag\":\"%s\"}}";
        ask("POST", "/hooks/dockerhub", "/hooks/dockerhub", push.formatted("nobody/nothing", "1"), 404);
        ask("POST", "/hooks/dockerhub", "/hooks/dockerhub", push.formatted("BugTeam/Web", "1"), 400);
        String hook = get("/hooks/dockerhub/{service}", "/hooks/dockerhub/" + name)
                .doc()
                .path("path")
                .asString();
        // What the push tells of is on this machine only.
        String config = "/services/" + name + "/config/next";
        ask("PATCH", "/services/{name}/config/next", config, "{\"pull\": \"if-missing\"}", 200);
        Answer deployed =
                ask("POST", "/hooks/dockerhub/{service}/{secret}", hook, push.formatted("paz/demo-api", "1"), 200);
        assertThat(deployed.tree().path("statusCode").asInt()).isEqualTo(201);
        ofOwnHooks(push.formatted("paz/demo-api", "2"));
    }

    private void ofOwnHooks(String push) {
        String order = "{\"serviceName\": \"%s\", \"source\": \"%s\", \"tags\": [\"1\"]}";
        JsonNode unsigned = ask("POST", "/hooks", "/hooks", order.formatted(name, "dockerhub"), 201)
                .doc();
        JsonNode signed = ask("POST", "/hooks", "/hooks", order.formatted(name, "github"), 201)
                .doc();
        assertThat(get("/hooks", "/hooks?service=" + name).doc()).hasSize(2);
        ask("POST", "/hooks/in/{id}", signed.path("path").asString(), push, 404);
        String path = unsigned.path("path").asString();
        String ignored = "pushed 2 (expected: one that matches 1)";
        assertThat(ask("POST", "/hooks/in/{id}/{secret}", path, push, 200)
                        .tree()
                        .path("ignored")
                        .asString())
                .isEqualTo(ignored);
        Await.until("HAProxy leads there without a token", TIMEOUT, () -> platform.posted(
                        "paz-orchestrator.localhost", path, push)
                .body()
                .contains("\"ignored\":\"" + ignored));
        String hook = "/hooks/" + unsigned.path("id").asString();
        assertThat(get("/hooks/{id}", hook).doc().at("/lastUse/result").asString())
                .isEqualTo("ignored: " + ignored);
        ask("DELETE", "/hooks/{id}", hook, "", 204);
        ask("POST", "/hooks/in/{id}/{secret}", path, push, 404);
    }
}
