package io.paz.orchestrator.web;

import static io.paz.orchestrator.testing.OrchestratorUnderTest.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.etcd.Await;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description and the service say the same; {@link OrchestratorUnderTest} checks each answer of the other tests. */
final class OpenApiTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(45);
    private static final Pattern PREDICATE = Pattern.compile("\\(([A-Z]+) && (/[^ )]+)\\)");

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
        paz.fleet.on(
                "GET /fleet/v1/units",
                200,
                "{\"units\":[{\"name\":\"web-1-1.service\",\"desiredState\":\"launched\"}]}");
        paz.states(state("web-1-1.service", "m1", "active", "running"));
        paz.host.on(
                "GET /api/v1.3/machine",
                200,
                "{\"num_cores\":2,\"memory_capacity\":8589934592,"
                        + "\"filesystems\":[{\"device\":\"/dev/vda\",\"capacity\":21474836480}]}");
        paz.host.on("POST /api/v1.3/containers/", 200, "{\"name\":\"/\",\"stats\":[" + samples() + "]}");
        paz.host.on(
                "POST /api/v1.3/docker/",
                200,
                "{\"/docker/a\":{\"name\":\"/docker/a\",\"aliases\":[\"web-1-1\"],"
                        + "\"spec\":{\"has_memory\":true,\"memory\":{\"limit\":500},\"labels\":"
                        + "{\"io.paz.service\":\"web\",\"io.paz.version\":\"1\",\"io.paz.instance\":\"1\"}},\"stats\":["
                        + samples() + "]}}");
        paz.scheduler.on("GET /deployments?limit=5", 200, "{\"doc\":[]}");
        paz.host.on("GET /entries?_SYSTEMD_UNIT=web-1-1.service", 200, """
                {"_SYSTEMD_UNIT":"web-1-1.service","__REALTIME_TIMESTAMP":"1767225600000000","MESSAGE":"hello","__CURSOR":"c"}
                """);
        Await.until("the unit is read", TIMEOUT, () -> paz.get("/cluster/units")
                .body()
                .contains("web-1-1"));
    }

    private static String samples() {
        Instant now = Instant.now();
        return sample(now.minusSeconds(30), 1_000_000_000L) + "," + sample(now, 4_000_000_000L);
    }

    private static String sample(Instant time, long processor) {
        return """
                {"timestamp":"%s","cpu":{"usage":{"total":%d,"user":0,"system":0}},\
                "memory":{"usage":400,"working_set":300}}""".formatted(time, processor);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    @Test
    void describes_every_route_and_no_other() {
        assertThat(paz.description().routes()).isEqualTo(routes());
    }

    private static Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        paz.context()
                .getBean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(route -> route.getPatternsCondition().getPatterns().forEach(path -> route.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> routes.add(method.name().toLowerCase(Locale.ROOT) + " "
                                + path.getPatternString().replace("{*", "{")))));
        paz.context().getBeansOfType(RouterFunction.class).values().stream()
                .flatMap(router -> PREDICATE.matcher(router.toString()).results())
                .forEach(route -> routes.add(route.group(1).toLowerCase(Locale.ROOT) + " " + route.group(2)));
        return routes;
    }

    /** What the tests of logs, usage and names do not ask over this door. */
    @Test
    void answers_as_its_schemas_say() {
        assertThat(paz.get("/cluster/units/no-1-1/stats").status()).isEqualTo(404);
        assertThat(paz.get("/cluster/hosts/m2/stats").status()).isEqualTo(404);
        assertThat(paz.get("/cluster/dns").status()).isEqualTo(200);
        assertThat(paz.get("/cluster/dns/web").status()).isEqualTo(404);
        assertThat(paz.get("/metrics").status()).isEqualTo(200);
        assertThat(paz.get("/health").status()).isEqualTo(200);
        assertThat(paz.get("/ui").status()).isEqualTo(200);
        assertThat(paz.get("/ui/services").status()).isEqualTo(200);
        assertThat(paz.get("/cluster/units/web-1-1/logs").tree().path("lines").size())
                .isEqualTo(1);
        assertThat(paz.get("/cluster/logs?grep=hello").body())
                .isEqualTo("{\"lines\":[{\"time\":\"2026-01-01T00:00:00Z\",\"host\":\"m1\",\"unit\":\"web-1-1\","
                        + "\"message\":\"hello\"}],\"missing\":[]}");
        assertThat(paz.get("/cluster/logs?follow=1").status()).isEqualTo(400);
        assertThat(paz.get("/services/web/logs").status()).isEqualTo(200);
        assertThat(paz.get("/services/web/logs?lines=x").status()).isEqualTo(400);
        assertThat(paz.get("/socket?since=x").status()).isEqualTo(400);
    }

    @Test
    void figures_and_what_a_host_has_as_its_schemas_say() {
        Await.until(
                "the unit's figures are read",
                TIMEOUT,
                () -> paz.get("/cluster/units/web-1-1/stats").status() == 200);
        JsonNode unit = paz.get("/cluster/units/web-1-1/stats").tree();
        assertThat(unit.path("memoryLimit").asInt()).isEqualTo(500);
        assertThat(unit.at("/now/cpu").asDouble()).isEqualTo(0.1);
        JsonNode host = paz.get("/cluster/hosts/m1/stats").tree();
        assertThat(host.path("answers").asBoolean()).isTrue();
        assertThat(host.at("/capacity/processors").asInt()).isEqualTo(2);
        assertThat(paz.get("/cluster/hosts/m1").tree().path("TotalResources").toString())
                .isEqualTo("{\"Cores\":200,\"Memory\":8192,\"Disk\":20480}");
        paz.machines("{\"id\":\"m1\",\"primaryIP\":\"10.0.0.1\",\"metadata\":{\"version\":\"1.0.0\"}}");
        Await.until("the version is read", TIMEOUT, () -> paz.get("/cluster/hosts/m1")
                .tree()
                .path("Version")
                .asString("")
                .equals("1.0.0"));
    }

    @Test
    void answers_of_a_session_as_its_schemas_say() {
        Answer ticket = paz.send("POST", "/session/tickets", "");
        assertThat(ticket.status()).isEqualTo(201);
        String body =
                "{\"ticket\":\"%s\"}".formatted(ticket.tree().at("/doc/ticket").asString());
        assertThat(paz.send("POST", "/session", body).status()).isEqualTo(200);
        assertThat(paz.send("POST", "/session", body).status()).isEqualTo(401);
        assertThat(paz.send("POST", "/session", "{").status()).isEqualTo(400);
        assertThat(paz.get("/session").status()).isEqualTo(401);
        assertThat(paz.send("DELETE", "/session", "").status()).isEqualTo(204);
    }

    @Test
    void the_schedulers_states_of_services_as_its_schemas_say() {
        String web = """
                {"service":"web","state":"stopped","versions":[{"version":2,"image":"team/web:2","instances":3,"running":0,"serving":0,"problems":[]}],\
                "underWay":[{"event":"start","version":2,"state":"running","path":"/operations/web/2","createdAt":17}],\
                "lastOutcome":{"event":"stop","version":2,"state":"done","path":"/operations/web/1","createdAt":15,"finishedAt":16}}""";
        paz.scheduler.on("GET /services/web", 200, "{\"doc\":" + web + "}");
        paz.scheduler.on("GET /services", 200, "{\"doc\":[" + web + "]}");
        assertThat(paz.get("/services/web/state").body()).isEqualTo("{\"doc\":" + web + "}");
        assertThat(paz.get("/cluster/services").body()).isEqualTo("{\"doc\":[" + web + "]}");
        assertThat(paz.get("/services/other/state").status()).isEqualTo(404);
    }

    @Test
    void has_schemas_that_refuse() {
        assertThat(paz.description().problems("Failure", "{\"code\":\"a\",\"message\":\"b\",\"uuid\":\"c\",\"d\":1}"))
                .isNotEmpty();
        assertThat(paz.description().problems("StreamMessage", "{\"type\":\"unit.add\",\"data\":{}}"))
                .isNotEmpty();
        assertThatThrownBy(() -> paz.description()
                        .assertDescribes("GET", "/cluster", 200, "application/json", "{\"hostCount\":1}"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> paz.description().assertDescribes("GET", "/cluster", 418, "application/json", "{}"))
                .isInstanceOf(AssertionError.class);
    }
}
