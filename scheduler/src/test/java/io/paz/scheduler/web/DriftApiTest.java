package io.paz.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.testing.CleanEtcd;
import io.paz.testing.FleetStandIn.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Drift over HTTP, with the whole scheduler, a real etcd, and stand-ins for fleet and directory. */
class DriftApiTest {

    private static final Duration A_WHILE = Duration.ofSeconds(20);

    @RegisterExtension
    static final CleanEtcd ETCD = new CleanEtcd();

    @TempDir
    Path folder;

    private SchedulerUnderTest scheduler;

    @BeforeEach
    void start() throws IOException {
        scheduler = new SchedulerUnderTest(ETCD.real(), folder);
        scheduler.service("web", "team/web");
        scheduler.post("/hooks/deploy?wait=true", "{\"serviceName\":\"web\"}");
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    private JsonNode drift() {
        return scheduler.get("/drift").tree().path("doc");
    }

    private List<String> repairs() {
        return scheduler
                .get("/journal?service=web")
                .tree()
                .path("doc")
                .valueStream()
                .filter(line -> line.path("event").asString().equals("mend"))
                .map(line -> line.path("version").asString() + ": "
                        + line.path("detail").asString())
                .toList();
    }

    @Test
    void a_lost_unit_is_found_at_the_start_and_repaired_and_the_history_says_so() {
        scheduler.fleet.lose("web-1-2.service");
        ETCD.ctl("del", "/paz/config/services/web/visibility");
        scheduler.restartLooking("3600");
        await().atMost(A_WHILE).until(() -> scheduler.fleet.units().contains("web-1-2.service"));
        assertThat(repairs())
                .containsExactly("1: web-1-2.service: the engine does not hold it"
                        + " (expected: held and running, since web 1 serves); Paz submits it again");
        await().atMost(A_WHILE).until(() -> drift().at("/findings/0/mendings").asInt() == 1);
        JsonNode finding = drift().at("/findings/0");
        assertThat(finding.path("kind").asString()).isEqualTo("missing");
        assertThat(finding.path("unit").asString()).isEqualTo("web-1-2.service");
        assertThat(finding.path("mended").asBoolean()).isTrue();
        assertThat(finding.path("mendedAt").asLong())
                .isGreaterThanOrEqualTo(finding.path("since").asLong());
        assertThat(scheduler.get("/drift/web").tree().at("/doc/findings/0")).isEqualTo(finding);
        assertThat(scheduler.get("/drift/other").tree().at("/doc/findings")).isEmpty();
        await().atMost(A_WHILE).until(() -> !drift().path("restoredRoutes").isEmpty());
        JsonNode restored = scheduler.get("/drift/web").tree().at("/doc/restoredRoutes/0");
        assertThat(restored.path("count").asInt()).isEqualTo(1);
        assertThat(restored.path("at").asLong()).isPositive();
        assertThat(restored.at("/keys/0").asString())
                .startsWith("/paz/config/services/web/visibility: missing (expected: ");
        assertThat(scheduler.get("/drift/other").tree().at("/doc/restoredRoutes"))
                .isEmpty();
        assertThat(scheduler.get("/metrics").body())
                .contains(
                        "paz_drift_findings{kind=\"missing\"} 1.0",
                        "paz_drift_known 1.0",
                        "paz_drift_mendings_total 1.0");
    }

    @Test
    void it_is_looked_for_again_and_again_and_a_fleet_that_is_away_makes_it_unknown() {
        scheduler.restartLooking("1");
        await().atMost(A_WHILE).until(() -> drift().path("state").asString().equals("known"));
        assertThat(drift().path("findings")).isEmpty();
        scheduler.fleet.fail(Fault.DOWN);
        await().atMost(A_WHILE).until(() -> drift().path("state").asString().equals("unknown"));
        assertThat(drift().path("problem").asString()).startsWith("fleet answered 503");
        assertThat(drift().path("unknownSince").asLong()).isPositive();
        assertThat(scheduler.get("/metrics").body()).contains("paz_drift_known 0.0");
        scheduler.fleet.lose("web-announce-1-1.service");
        scheduler.fleet.fail(Fault.NONE);
        await().atMost(A_WHILE).until(() -> scheduler.fleet.units().contains("web-announce-1-1.service"));
        await().atMost(A_WHILE).until(() -> drift().path("findings").isEmpty());
        assertThat(repairs()).hasSize(1);
    }

    @Test
    void nobody_looks_where_it_is_off() {
        scheduler.fleet.lose("web-1-2.service");
        scheduler.restartLooking("0");
        assertThat(scheduler.get("/drift").body())
                .isEqualTo("{\"doc\":{\"state\":\"off\",\"findings\":[],\"restoredRoutes\":[]}}");
    }

    @Test
    void it_is_told_to_those_who_are_signed_in() {
        assertThat(scheduler.send(scheduler.anonymous("/drift").GET()).status()).isEqualTo(401);
    }
}
