package io.paz.test.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Figures of a real container, through the embedded host and the orchestrator. */
@Timeout(240)
class StatsTest {

    private static final String SERVICE =
            "web" + UUID.randomUUID().toString().substring(0, 6).replaceAll("[^a-z]", "x");
    private static final String UNIT = SERVICE + "-1-1";

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void start() {
        machine = new Machine(folder);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void aContainerAndItsHostAreShown() {
        machine.launch(
                UNIT,
                "exec docker run --rm --memory=33554432 --name=" + UNIT + " --label=io.paz.service=" + SERVICE
                        + " --label=io.paz.version=1 --label=io.paz.instance=1"
                        + " paz/demo-api:1 /bin/sh -c \\\"trap exit TERM; while true; do :; done\\\"");
        try {
            Machine.await(() -> unit().has("now"), "two readings of the unit: " + unit());
            JsonNode unit = unit();
            assertThat(unit.path("host").asString()).isEqualTo(Machine.ID);
            assertThat(unit.path("running").asBoolean()).isTrue();
            assertThat(unit.path("memoryLimit").asLong()).isEqualTo(33_554_432);
            assertThat(unit.at("/now/cpu").asDouble()).isBetween(0.01, 1.1);
            assertThat(unit.at("/now/memory").asLong()).isBetween(1L, 33_554_432L);
            JsonNode host = machine.get("/cluster/hosts/" + Machine.ID + "/stats");
            assertThat(host.path("answers").asBoolean()).isTrue();
            assertThat(host.at("/capacity/processors").asInt()).isPositive();
            assertThat(host.at("/now/memory").asLong())
                    .isBetween(1L, host.at("/capacity/memory").asLong());
            assertThat(host.at("/now/filled").asLong())
                    .isBetween(1L, host.at("/capacity/disk").asLong());
        } finally {
            machine.destroy(UNIT);
        }
        Machine.await(() -> !unit().path("running").asBoolean(true), "the end of the unit to be seen");
        machine.loseHost();
        Machine.await(
                () -> machine.get("/cluster/hosts/" + Machine.ID + "/stats").has("problem"),
                "the host's silence to be seen");
        JsonNode lost = machine.get("/cluster/hosts/" + Machine.ID + "/stats");
        assertThat(lost.path("answers").asBoolean()).isFalse();
        assertThat(lost.path("now").isObject()).isTrue();
    }

    private JsonNode unit() {
        return machine.get("/cluster/units/" + UNIT + "/stats");
    }

    @Test
    void whatIsNotKnownIsSaidSo() {
        assertThat(machine.get("/cluster/hosts/no-such/stats").path("message").asString())
                .isEqualTo("host no-such: nothing is known of what it uses (GET /cluster/hosts lists them)");
        assertThat(machine.get("/cluster/units/no-such/stats").path("message").asString())
                .isEqualTo("unit no-such: no container of it ran in the last hour");
    }
}
