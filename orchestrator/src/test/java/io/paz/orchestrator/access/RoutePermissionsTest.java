package io.paz.orchestrator.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.http.access.OpenPath;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the document, asked with tokens of every scope. */
final class RoutePermissionsTest {

    /** What a token needs for each route, written down a second time: o open, s signed in, r read, d deploy of the service, R read or deploy of it, a administrator, p the same in person. */
    private static final List<String> NEEDED = List.of(
            "o get /",
            "o get /ui",
            "o get /ui/{rest}",
            "o get /cli/paz",
            "o get /health",
            "o get /session",
            "o get /session/oidc",
            "o post /session/oidc",
            "o post /session/oidc/answer",
            "o post /session",
            "o post /session/invitation",
            "o post /hooks/in/{id}",
            "o post /hooks/in/{id}/{secret}",
            "s get /openapi.yaml",
            "s delete /session",
            "s delete /sessions/{id}",
            "s get /sessions",
            "s put /session/password",
            "s post /session/second-factor",
            "s post /session/second-factor/confirmation",
            "s post /session/second-factor/removal",
            "r get /cluster",
            "r get /cluster/dns",
            "r get /cluster/dns/{service}",
            "r get /cluster/hosts",
            "r get /cluster/hosts/{id}",
            "r get /cluster/hosts/{id}/health",
            "r get /cluster/hosts/{id}/stats",
            "r get /cluster/load-balancers",
            "r get /cluster/load-balancers/{id}",
            "r get /cluster/load-balancers/{id}/health",
            "r get /cluster/logs",
            "r get /cluster/services",
            "r get /cluster/traffic",
            "r get /cluster/units",
            "r get /cluster/units/{id}",
            "r get /cluster/units/{id}/health",
            "r get /cluster/units/{id}/logs",
            "r get /cluster/units/{id}/stats",
            "r get /alarms",
            "r get /domains",
            "r get /drift",
            "r get /environments",
            "r get /environments/{environment}",
            "r get /environments/{environment}/compare/{other}",
            "r get /hooks/{id}",
            "r get /metrics",
            "r get /services",
            "r get /socket",
            "r get /space",
            "r get /trace/{id}",
            "R get /deployments",
            "R get /deployments/{service}/{version}",
            "R get /deployments/{service}/{version}/{action}",
            "R get /drift/{service}",
            "R get /hooks",
            "R get /journal",
            "R get /operations/{service}",
            "R get /operations/{service}/{number}",
            "R get /services/{name}",
            "R get /services/{name}/config/history",
            "R get /services/{name}/config/history/{version}",
            "R get /services/{name}/config/changes",
            "R get /services/{name}/config/last",
            "R get /services/{name}/config/next",
            "R get /services/{name}/logs",
            "R get /services/{name}/state",
            "R get /services/{name}/traffic",
            "R get /services/{name}/units",
            "R get /services/{name}/units/{id}",
            "R get /services/{name}/units/{id}/health",
            "d post /deployments/{service}/{version}/{action}",
            "d post /hooks/deploy",
            "d post /hooks/dockerhub/{service}/{secret}",
            "d post /services/{name}/{operation}",
            "a delete /environments/{environment}",
            "a post /environments",
            "a delete /hooks/{id}",
            "a delete /services/{name}",
            "a delete /tokens/{id}",
            "a get /hooks/dockerhub/{service}",
            "a get /people",
            "a get /audit",
            "a get /tokens",
            "a get /alarm-targets",
            "a put /alarm-targets/{name}",
            "a delete /alarm-targets/{name}",
            "a post /alarm-targets/{name}/test",
            "a get /certificates",
            "a delete /certificates/{id}",
            "a put /certificates/{id}",
            "a patch /services/{name}/config/next",
            "a post /backups",
            "a post /space/cleanup",
            "a post /secrets/rotation",
            "a post /domains/{domain}/retry",
            "a post /hooks",
            "a post /environments/{environment}/promotions",
            "a post /hooks/dockerhub",
            "a post /services",
            "p delete /people/{name}",
            "p delete /people/{name}/second-factor",
            "p post /people",
            "p post /people/{name}/invitation",
            "p post /tokens",
            "p put /people/{name}",
            "x post /session/tickets",
            "x post /token/reload");

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    @Test
    void every_route_has_one_permission() {
        List<String> ruled = RoutePermissions.all().stream()
                .map(rule -> rule.method().name().toLowerCase(Locale.ROOT) + " "
                        + rule.pattern().getPatternString().replace("{*", "{"))
                .toList();
        assertThat(ruled).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(ruled)).isEqualTo(paz.description().routes());
        Set<String> needed = NEEDED.stream().map(each -> each.substring(2)).collect(Collectors.toSet());
        assertThat(new TreeSet<>(needed)).isEqualTo(paz.description().routes());
    }

    @Test
    void what_is_open_to_everybody_is_open_in_the_table_too() {
        Set<String> open = paz.context().getBeansOfType(OpenPath.class).values().stream()
                .map(path -> path.method() + " " + path.pattern().getPatternString())
                .collect(Collectors.toSet());
        Set<String> ruled = RoutePermissions.all().stream()
                .filter(rule -> rule.permission() == Permission.OPEN)
                .map(RouteRule::route)
                .map(route -> route.replace("{*rest}", "**"))
                .collect(Collectors.toSet());
        ruled.remove("GET /ui");
        assertThat(ruled).isEqualTo(open);
    }

    @Test
    void a_token_passes_the_routes_of_its_scopes_and_no_other() {
        assertPasses("o");
        assertPasses("osrR", tokenOf("read"));
        assertPasses("osRd", tokenOf("deploy:web"));
        assertPasses("osrRd", tokenOf("read\",\"deploy:web"));
        assertPasses("os", tokenOf("deploy:other"));
        assertPasses("osrRda", tokenOf("admin"));
    }

    @Test
    void a_person_passes_the_routes_of_their_role_and_no_other() {
        assertPassesAndIsToldSo("osrR", personOf("viewer-a", "viewer", ""));
        assertPassesAndIsToldSo("osrRd", personOf("deployer-a", "deployer", "web"));
        assertPassesAndIsToldSo("osrR", personOf("deployer-b", "deployer", "other"));
        assertPassesAndIsToldSo("osrRdap", personOf("administrator-a", "administrator", ""));
    }

    /** What the page shows is what the session is answered, and that is what the routes answer. */
    private static void assertPassesAndIsToldSo(String allowed, String[] credential) {
        Set<String> told = paz.send(HttpRequest.newBuilder(URI.create("http://" + paz.url() + "/session"))
                        .headers(credential))
                .tree()
                .at("/doc/allowed")
                .valueStream()
                .filter(route -> !route.has("services")
                        || route.path("services").valueStream().anyMatch(name -> name.asString()
                                .equals("web")))
                .map(route -> route.path("method").asString().toLowerCase(Locale.ROOT) + " "
                        + route.path("path").asString().replace("{*", "{"))
                .collect(Collectors.toSet());
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(NEEDED.stream()
                        .filter(needed -> allowed.indexOf(needed.charAt(0)) >= 0)
                        .map(needed -> needed.substring(2))
                        .toList());
        assertPasses(allowed, credential);
    }

    private static String[] personOf(String name, String role, String service) {
        String services = service.isEmpty() ? "" : "\"" + service + "\"";
        String invitation = paz.send("POST", "/people", """
                        {"name":"%s","role":"%s","services":[%s]}""".formatted(name, role, services))
                .tree()
                .at("/doc/invitation")
                .asString();
        return sessionOf(paz.send("POST", "/session/invitation", """
                {"invitation":"%s","password":"correct horse battery"}""".formatted(invitation)));
    }

    private static String[] sessionOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        return new String[] {
            "Cookie",
            cookie.substring(0, cookie.indexOf(';')),
            "x-csrf-token",
            answer.tree().at("/doc/csrfToken").asString()
        };
    }

    private static void assertPasses(String allowed, String... credential) {
        for (String needed : NEEDED) {
            String route = needed.substring(2);
            String method = route.substring(0, route.indexOf(' '));
            String path = pathOf(route);
            if (allowed.indexOf(needed.charAt(0)) < 0) {
                assertThat(status(method, path, credential))
                        .as("%s with %s", route, List.of(credential))
                        .isIn(401, 403);
                spellings(path).forEach(spelling -> assertThat(status(method, spelling, credential))
                        .as("%s as %s with %s", route, spelling, List.of(credential))
                        .isIn(400, 401, 403, 404));
            } else if (!needed.equals("o get /session") && !needed.equals("s delete /session")) {
                assertThat(status(method, path, credential))
                        .as("%s with %s", route, List.of(credential))
                        .isNotIn(401, 403);
            }
        }
    }

    private static String pathOf(String route) {
        String path = route.substring(route.indexOf(' ') + 1)
                .replace("{name}", "web")
                .replace("{service}", "web")
                .replaceAll("\\{[^}]+}", "7");
        return Set.of("/deployments", "/journal", "/hooks").contains(path) ? path + "?service=web" : path;
    }

    private static List<String> spellings(String path) {
        return path.length() == 1
                ? List.of()
                : List.of(
                        "/%" + Integer.toHexString(path.charAt(1)) + path.substring(2),
                        path.replaceFirst("^(/[^/?]+)", "$1;a=1"),
                        "/health/.." + path);
    }

    private static int status(String method, String path, String... credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + paz.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(
                        method.toUpperCase(Locale.ROOT),
                        method.equals("get")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{\"serviceName\":\"web\"}"));
        if (credential.length > 0) {
            request.headers(credential);
        }
        return paz.send(request).status();
    }

    @Test
    void what_is_for_the_machine_alone_does_not_exist_from_outside() {
        Set<String> hidden = Set.of("get /health", "get /metrics", "post /session/tickets", "post /token/reload");
        String[] token = {"Authorization", "Bearer " + OrchestratorUnderTest.TOKEN};
        for (String needed : NEEDED) {
            String route = needed.substring(2);
            String path = pathOf(route);
            String method = route.substring(0, route.indexOf(' '));
            if (!hidden.contains(route)) {
                assertThat(bodyFromOutside(method, path, token)).as(route).doesNotContain(NOT_THERE);
                assertThat(bodyFromOutside(method, path)).as(route).doesNotContain(NOT_THERE);
                continue;
            }
            assertThat(bodyFromOutside(method, path, token)).as(route).contains(NOT_THERE);
            spellings(path).forEach(spelling -> assertThat(bodyFromOutside(method, spelling, token))
                    .as("%s as %s", route, spelling)
                    .contains("\"message\":"));
        }
        assertThat(bodyFromOutside("get", "/nowhere", token)).contains(NOT_THERE);
        assertThat(bodyFromOutside("head", "/metrics/", token)).isEmpty();
    }

    private static final String NOT_THERE = "path: nothing is there";

    private static String bodyFromOutside(String method, String path, String... credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + paz.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Paz-Entrance", "public")
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody());
        if (credential.length > 0) {
            request.headers(credential);
        }
        return paz.send(request).body();
    }

    private static String[] tokenOf(String scopes) {
        Answer answer = paz.send("POST", "/tokens", "{\"name\":\"t\",\"scopes\":[\"%s\"]}".formatted(scopes));
        assertThat(answer.status()).isEqualTo(201);
        return new String[] {
            "Authorization", "Bearer " + answer.tree().at("/doc/token").asString()
        };
    }

    @Test
    void no_way_to_name_a_service_lets_a_token_deploy_another_one() {
        String[] token = tokenOf("deploy:web");
        assertThat(deployed(token, "{\"serviceName\":\"other\"}")).isEqualTo(403);
        assertThat(deployed(token, "{\"serviceName\":\"web\",\"serviceName\":\"other\"}"))
                .isEqualTo(400);
        assertThat(deployed(token, "{\"serviceName\":\"web\"}{\"serviceName\":\"other\"}"))
                .isEqualTo(400);
        assertThat(deployed(token, "{\"ServiceName\":\"web\"}")).isEqualTo(403);
        assertThat(deployed(token, "{}")).isEqualTo(403);
        assertThat(deployed(token, "")).isEqualTo(400);
        assertThat(deployed(token, "[\"web\"]")).isEqualTo(403);
        for (String path : List.of(
                "/journal",
                "/journal?service=other",
                "/journal?service=web&service=other",
                "/journal?service=other&service=web",
                "/journal?Service=web",
                "/deployments?limit=1",
                "/services/other",
                "/services/web%2F..%2Fother",
                "/services/WEB",
                "/services/web%20/state",
                "/deployments/other/1")) {
            assertThat(status("get", path, token)).as(path).isEqualTo(403);
        }
        for (String path : List.of("/services/other/scale", "/deployments/other/1/rollback", "/services/other/web")) {
            assertThat(status("post", path, token)).as(path).isEqualTo(403);
        }
        assertThat(paz.scheduler.asked).noneMatch(asked -> asked.request().contains("other"));
    }

    private static int deployed(String[] token, String body) {
        return paz.send(HttpRequest.newBuilder(URI.create("http://" + paz.url() + "/hooks/deploy"))
                        .header("Content-Type", "application/json")
                        .headers(token)
                        .POST(BodyPublishers.ofString(body)))
                .status();
    }

    @Test
    void a_deployment_by_a_token_names_the_token_as_its_actor() {
        String[] token = tokenOf("deploy:web");
        paz.scheduler.on("POST /hooks/deploy", 200, "{}");
        assertThat(deployed(token, "{ \"serviceName\" : \"web\", \"pushedAt\" : 1 }"))
                .isEqualTo(200);
        assertThat(paz.scheduler.headers.get("POST /hooks/deploy").get("Paz-actor"))
                .singleElement()
                .asString()
                .startsWith("token/");
        assertThat(paz.scheduler.asked)
                .anySatisfy(asked -> assertThat(asked.body()).isEqualTo("{\"serviceName\":\"web\",\"pushedAt\":1}"));
    }

    @Test
    void a_route_that_is_not_in_the_table_is_for_administrators_only() {
        assertThat(status("get", "/nowhere", tokenOf("read"))).isEqualTo(403);
        assertThat(status("put", "/services", tokenOf("read"))).isEqualTo(403);
        assertThat(status("get", "/nowhere", tokenOf("admin"))).isEqualTo(404);
    }
}
