package io.paz.orchestrator.web;

import static io.paz.orchestrator.testing.OrchestratorUnderTest.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The routes, over HTTP. */
final class ApiTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private OrchestratorUnderTest paz;

    @BeforeEach
    void start() throws IOException {
        paz = OrchestratorUnderTest.whole(folder);
    }

    @AfterEach
    void stop() {
        paz.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, TIMEOUT, condition);
    }

    @Test
    void hosts_and_units_in_the_shapes_of_the_original() {
        paz.states(
                state("web-1-1.service", "m1", "active", "running"),
                state("web-announce-1-1.service", "m1", "active", "running"),
                state("paz-monitor.service", "m1", "active", "running"),
                state("web-loadbalancer-1-1.service", "m1", "active", "running"));
        await("the units are read", () -> paz.get("/cluster/units").body().contains("web-1-1"));

        String machine =
                "{\"ID\":\"m1\",\"PublicIP\":\"10.0.0.1\",\"Metadata\":{\"zone\":\"a\"},\"Version\":null,\"TotalResources\":null";
        String unit =
                "{\"name\":\"web-1-1\",\"service\":\"web\",\"version\":1,\"instance\":1,\"activeState\":\"active\",\"loadState\":\"loaded\",\"subState\":\"running\",\"desiredState\":\"\",\"hash\":\"abc\",\"machineState\":"
                        + machine + "}}";
        assertThat(paz.get("/cluster/units").body()).isEqualTo("[" + unit + "]");
        assertThat(paz.get("/cluster/units/web-1-1").body()).isEqualTo(unit);
        assertThat(paz.get("/services/web/units").body()).isEqualTo("[" + unit + "]");
        assertThat(paz.get("/services/web/units/web-1-1").body()).isEqualTo(unit);
        assertThat(paz.get("/cluster/hosts").body()).isEqualTo("[" + machine + ",\"units\":[\"web-1-1\"]}]");
        assertThat(paz.get("/cluster/hosts/m1").body()).isEqualTo(machine + ",\"units\":[\"web-1-1\"]}");
        assertThat(paz.get("/cluster").tree().path("hostCount").asInt()).isEqualTo(1);
        assertThat(names("/cluster/units?includeSystemUnits=true"))
                .containsExactly(
                        "paz-monitor", "paz-orchestrator", "paz-scheduler", "paz-service-directory", "web-1-1");
        assertThat(names("/cluster/units?includeAnnouncers=true")).containsExactly("web-1-1", "web-announce-1-1");
        assertThat(names("/cluster/units?includeLoadbalancers=true"))
                .containsExactly("web-1-1", "web-loadbalancer-1-1");
        assertThat(names("/cluster/units?includeAnnouncers=yes")).containsExactly("web-1-1");
        assertThat(names("/services/web/units?includeAnnouncers=true")).containsExactly("web-1-1", "web-announce-1-1");
        JsonNode part = paz.get("/cluster/units/paz-scheduler").tree();
        assertThat(part.path("version").asString()).isEmpty();
        assertThat(part.path("activeState").asString()).isEqualTo("active");
    }

    private List<String> names(String path) {
        return paz.get(path)
                .tree()
                .valueStream()
                .map(unit -> unit.path("name").asString())
                .toList();
    }

    @Test
    void more_units_than_a_page_of_fleet_holds() {
        paz.pageOfStates(null, "p2", units(1, 100));
        paz.pageOfStates("p2", "p3", units(101, 200));
        paz.pageOfStates("p3", null, units(201, 250));

        await("all pages are read", () -> paz.get("/cluster/units").tree().size() == 250);
    }

    @Test
    void a_page_is_shown_before_the_next_one_is_read() {
        paz.fleet.on("GET /fleet/v1/state?nextPageToken=p2", 500, "{}");
        paz.pageOfStates(null, "p2", units(1, 100));

        await("the first page is shown", () -> paz.get("/cluster/units").tree().size() == 100);
        await(
                "the second one is missed",
                () -> paz.get("/cluster/units").stale().startsWith("fleet since "));
    }

    private static String[] units(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> state("web-1-" + i + ".service", "m1", "active", "running"))
                .toArray(String[]::new);
    }

    @Test
    void a_unit_that_no_host_has_is_shown_without_one() {
        paz.fleet.on(
                "GET /fleet/v1/units",
                200,
                "{\"units\":[{\"name\":\"lost-1-1.service\",\"desiredState\":\"launched\",\"currentState\":\"inactive\"}]}");

        await("it is read", () -> paz.get("/cluster/units/lost-1-1").status() == 200);

        JsonNode unit = paz.get("/cluster/units/lost-1-1").tree();
        assertThat(unit.path("machineState").isNull()).isTrue();
        assertThat(unit.path("desiredState").asString()).isEqualTo("launched");
        assertThat(unit.path("activeState").asString()).isEqualTo("inactive");
    }

    @Test
    void health_is_of_what_is_there() {
        paz.states(
                state("web-1-1.service", "m1", "active", "running"),
                state("web-1-2.service", "m1", "failed", "failed"));
        await("the units are read", () -> paz.get("/cluster/units").tree().size() == 2);

        assertThat(paz.get("/cluster/units/web-1-1/health").body()).isEqualTo("{\"healthy\":true}");
        assertThat(paz.get("/services/web/units/web-1-2/health").body())
                .isEqualTo("{\"healthy\":false,\"reason\":\"it is failed (failed)\"}");
        assertThat(paz.get("/cluster/hosts/m1/health").body())
                .isEqualTo("{\"healthy\":false,\"reason\":\"unit web-1-2 has failed\"}");
        paz.states();
        await("the units are gone", () -> paz.get("/cluster/units").tree().isEmpty());
        assertThat(paz.get("/cluster/hosts/m1/health").body()).isEqualTo("{\"healthy\":true}");
    }

    @Test
    void load_balancers_from_etcd_and_statistics() {
        paz.put("/paz/config/hosts/10.0.0.1", "");
        paz.put("/paz/config/domain", "example.org");
        paz.put("/paz/config/services/web/visibility", "public");
        paz.put("/paz/config/services/web/domains/web.example.com", "");
        paz.put("/paz/config/services/web/versions/2/weight", "25");
        paz.put("/paz/services/web/1/1", "10.0.0.1:8001");
        paz.put("/paz/services/web/2/1", "10.0.0.1:8002");
        paz.put("/paz/services/web/2/2", "169.254.169.254:80");
        paz.put("/paz/services/Bad/1/1", "x");
        paz.statistics("web,web-1-1,0,2,10,UP,100,1,1,3,7,10,", "web,web-2-1,1,0,10,UP,25,0,0,0,9,4,");
        await(
                "both versions are balanced",
                () -> paz.get("/cluster/load-balancers/web")
                                .tree()
                                .path("backends")
                                .path("next")
                                .path("weighting")
                                .asDouble()
                        == 20.0);

        assertThat(paz.get("/cluster/load-balancers").tree().get(0).toString())
                .isEqualTo(paz.get("/cluster/load-balancers/web").body());
        String old =
                "{\"version\":\"1\",\"weighting\":80.0,\"weight\":100,\"hosts\":[{\"unit\":\"web-1-1\",\"host\":\"10.0.0.1\",\"port\":\"8001\",\"sessions\":2,\"queuedRequests\":0,\"status\":\"UP\",\"weight\":100,\"requestRate\":0.0,\"errorRate\":0.0,\"responseTime\":7,\"requests\":10,\"errors\":5}]}";
        String coming =
                "{\"version\":\"2\",\"weighting\":20.0,\"weight\":25,\"hosts\":[{\"unit\":\"web-2-1\",\"host\":\"10.0.0.1\",\"port\":\"8002\",\"sessions\":0,\"queuedRequests\":1,\"status\":\"UP\",\"weight\":25,\"requestRate\":0.0,\"errorRate\":0.0,\"responseTime\":9,\"requests\":4,\"errors\":0}]}";
        await(
                "rates are those of a quiet service",
                () -> paz.get("/cluster/load-balancers/web")
                        .body()
                        .equals(
                                "{\"id\":\"web\",\"service\":\"web\",\"publicFacing\":true,\"domains\":[\"web.example.com\"],\"backends\":{\"current\":"
                                        + old + ",\"next\":" + coming + "},\"versions\":[" + old + "," + coming
                                        + "],\"balancers\":[{\"id\":\"" + paz.haproxy.url()
                                        + "\",\"answers\":true,\"serversUp\":2,\"servers\":2,\"oldProcesses\":0}],\"skipped\":[{\"key\":\"/paz/services/web/2/2\",\"value\":\"169.254.169.254:80\",\"service\":\"web\",\"reason\":\"expected: ip:port with an ip that is a key of /paz/config/hosts, port 1 to 65535\"}]}"));
        assertThat(paz.get("/cluster/load-balancers/web/health").body()).isEqualTo("{\"healthy\":true}");
        JsonNode cluster = paz.get("/cluster").tree();
        assertThat(cluster.path("domain").asString()).isEqualTo("example.org");
        assertThat(cluster.path("skippedKeys").valueStream().map(key -> key.path("key")
                        .asString()))
                .containsExactly("/paz/services/Bad/1/1", "/paz/services/web/2/2");

        paz.haproxy.down();
        await("its silence is known", () -> paz.get("/cluster/load-balancers/web/health")
                .tree()
                .path("reason")
                .asString("")
                .startsWith("HAProxy at " + paz.haproxy.url() + " does not answer: "));
    }
}
