package io.paz.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drift on the embedded host, with real containers: found, mended where that is safe, and told. */
final class DriftOnHostTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static OneMachine machine;
    private final String service = Names.unique("drift");

    @BeforeAll
    static void start() throws IOException {
        machine = new OneMachine(folder, "--drift-check-interval=1");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @BeforeEach
    void deploy() {
        machine.directory("POST", "/services", """
                {"name": "%s", "dockerRepository": "paz/demo-api", "numInstances": 2, "stopTimeoutSeconds": 1,
                 "ports": [{"container": 8080}], "healthCheck": {"path": "/health"}}""".formatted(service)).expect(201);
        machine.scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(service))
                .expect(200);
    }

    @AfterEach
    void remove() {
        machine.scheduler("DELETE", "/services/" + service, "").expect(204);
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, TIMEOUT, condition);
    }

    private List<String> findings() {
        return machine.scheduler("GET", "/drift", "")
                .expect(200)
                .doc()
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("service").asString().equals(service))
                .map(finding -> finding.path("kind").asString() + " "
                        + finding.path("unit").asString())
                .toList();
    }

    private List<String> mendings() {
        return machine.scheduler("GET", "/journal?service=" + service, "")
                .expect(200)
                .doc()
                .valueStream()
                .filter(line -> line.path("event").asString().equals("mend"))
                .map(line -> line.path("unit").asString())
                .distinct()
                .toList();
    }

    private String unit(String rest) {
        return service + rest + ".service";
    }

    private String announced(int instance) {
        return machine.key("/paz/services/" + service + "/1/" + instance);
    }

    private List<String> both() {
        return List.of(service + "-1-1", service + "-1-2");
    }

    @Test
    void a_unit_that_somebody_removed_comes_back_and_the_other_instance_is_not_touched() {
        String other = OneMachine.shell("docker ps -q --filter name=^" + service + "-1-1$");
        machine.fleet("DELETE", "/units/" + unit("-1-2"), "").expect(204);
        await("the unit is mended", () -> mendings().contains(unit("-1-2")));
        await("both run", () -> machine.containers(service).equals(both()));
        await("the second is announced again", () -> !announced(2).isEmpty());
        await("nothing is found any more", () -> findings().isEmpty());
        assertThat(OneMachine.shell("docker ps -q --filter name=^" + service + "-1-1$"))
                .isEqualTo(other);
    }

    @Test
    void a_host_that_starts_again_keeps_what_it_announced_and_needs_no_process_for_it() {
        String key = "/paz/services/" + service + "/1/1";
        String created = machine.createRevision(key);
        String lease = machine.lease(key);
        machine.restartHost();
        await("the announcer has its key again", () -> !machine.lease(key).equals(lease));

        assertThat(machine.createRevision(key)).isEqualTo(created).isNotEmpty();
        assertThat(OneMachine.shell("pgrep -f [/]paz/services/" + service + "/1/"))
                .isEmpty();
    }

    @Test
    void a_sidekick_that_somebody_stopped_announces_again() {
        machine.fleet("PUT", "/units/" + unit("-announce-1-1"), "{\"desiredState\": \"loaded\"}")
                .expect(204);
        await("it is mended", () -> mendings().contains(unit("-announce-1-1")));
        await("the first is announced again", () -> !announced(1).isEmpty());
        await("nothing is found any more", () -> findings().isEmpty());
        assertThat(machine.containers(service)).isEqualTo(both());
    }

    @Test
    void a_unit_that_a_version_left_behind_is_removed_and_what_paz_did_not_make_is_not() {
        JsonNode old = JsonMapper.shared()
                .readTree(machine.fleet("GET", "/units/" + unit("-1-1"), "")
                        .expect(200)
                        .body());
        machine.scheduler("POST", "/hooks/deploy?wait=true", "{\"serviceName\": \"%s\"}".formatted(service))
                .expect(200);
        String body = "{\"desiredState\": \"launched\", \"options\": " + old.path("options") + "}";
        machine.fleet("PUT", "/units/" + unit("-1-1"), body).expect(201);
        String foreign =
                "{\"desiredState\": \"launched\", \"options\": [{\"section\": \"Service\", \"name\": \"ExecStart\","
                        + " \"value\": \"/bin/sleep 300\"}]}";
        machine.fleet("PUT", "/units/" + unit("-9-1"), foreign).expect(201);

        await("the leftover is mended", () -> mendings().contains(unit("-1-1")));
        await("only the foreign one is shown", () -> findings().equals(List.of("unknown " + unit("-9-1"))));
        assertThat(machine.containers(service)).containsExactly(service + "-2-1", service + "-2-2");
        assertThat(machine.fleet("GET", "/units/" + unit("-9-1"), "").status()).isEqualTo(200);
        assertThat(mendings()).containsExactly(unit("-1-1"));
        machine.fleet("DELETE", "/units/" + unit("-9-1"), "").expect(204);
    }

    @Test
    void a_stopped_service_stays_stopped_over_a_restart_of_the_scheduler() {
        machine.scheduler("POST", "/services/" + service + "/stop?wait=true", "")
                .expect(200);
        machine.stopScheduler();
        machine.restartScheduler();
        await("drift is known", () -> state().equals("known"));
        long first = checkedAt();
        await("it was looked for again", () -> checkedAt() > first);
        assertThat(findings()).isEmpty();
        assertThat(machine.containers(service)).isEmpty();
        assertThat(mendings()).isEmpty();
    }

    @Test
    void what_is_lost_while_the_scheduler_is_away_is_found_at_its_start() {
        machine.stopScheduler();
        machine.fleet("DELETE", "/units/" + unit("-1-1"), "").expect(204);
        machine.fleet("DELETE", "/units/" + unit("-announce-1-1"), "").expect(204);
        machine.restartScheduler();
        await(
                "both run",
                () -> machine.containers(service).equals(both())
                        && !announced(1).isEmpty());
        assertThat(mendings()).containsExactlyInAnyOrder(unit("-1-1"), unit("-announce-1-1"));
    }

    private static String state() {
        return machine.scheduler("GET", "/drift", "").doc().path("state").asString();
    }

    private static long checkedAt() {
        return machine.scheduler("GET", "/drift", "").doc().path("checkedAt").asLong();
    }
}
