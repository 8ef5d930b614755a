package io.paz.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/**
 * One machine with systemd, on which an installed Paz, without sources, was started with {@code paz up}. The tests follow each other on
 * this machine.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BootTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String ASK =
            "curl -fs -m 5 --resolve demo-api.localhost:8080:127.0.0.1 http://demo-api.localhost:8080/";
    /** Exposure levels of {@code systemd-analyze security} that docs/boot.md has, in tenths. */
    private static final Map<String, Integer> MAX_EXPOSURE = Map.of("etcd", 24, "paz", 23, "haproxy", 30);

    private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+: (\\d+)\\.(\\d)");

    @TempDir
    private static Path shared;

    private static @Nullable Network network;
    private static ClusterHost machine;

    @BeforeAll
    static void install() throws IOException {
        String image = Command.of(
                        Platform.ROOT.resolve("scripts/images/machine.sh").toString(), "paz-test/machine")
                .run(Map.of())
                .expectSuccess()
                .output()
                .strip();
        Files.createDirectories(shared.resolve("storage"));
        Command.of(
                        Platform.ROOT.resolve("scripts/images/installed.sh").toString(),
                        shared.resolve("paz").toString())
                .run(Map.of())
                .expectSuccess();
        String prefix = Cluster.prefix();
        network = Cluster.network(prefix);
        machine = new ClusterHost(
                image, network, "machine", prefix + "11", shared, Map.of("/etc/machine-id", "5a".repeat(16) + "\n"));
        assumeThat(machine.comesUp(TIMEOUT))
                .as("systemd comes up in a container of this machine's engine")
                .isTrue();
        awaitEngine();
    }

    @AfterAll
    static void remove() {
        if (machine != null) {
            machine.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static void awaitEngine() {
        Await.until("the machine runs a Docker engine", TIMEOUT, () -> machine.succeeds("docker info"));
    }

    private static List<String> parts() {
        return List.of("etcd", "paz", "haproxy");
    }

    private static String pid(String part) {
        return machine.output("head -n 1 ~/.paz/run/" + part + ".pid");
    }

    private static String mainPid(String part) {
        return machine.output("systemctl show -P MainPID paz-local-" + part);
    }

    @Test
    @Order(1)
    void a_platform_of_paz_own_supervisor_goes_over_to_units_and_serves_meanwhile() {
        assertThat(machine.output("/shared/paz/paz up --supervisor paz")).contains("Paz is up after");
        assertThat(machine.output("/shared/paz/paz status"))
                .contains("Boot: will not come back after a reboot: Paz was started with --supervisor paz");
        // As a Paz left it that knew no other supervisor.
        machine.output("sed -i s/PAZ_SUPERVISOR=paz/PAZ_SUPERVISOR=/ ~/.paz/run/settings");
        machine.output(
                "(while [[ ! -e /run/moved ]]; do " + ASK
                        + " -o /dev/null -w '%{http_code}\\n'; sleep 0.02; done >/run/answers 2>&1) </dev/null >/dev/null 2>&1 &");
        machine.output("/shared/paz/paz up --no-demo");
        String answers = machine.output("touch /run/moved; sort /run/answers | uniq -c");
        assertThat(answers).matches(" *\\d+ 200");
        for (String part : parts()) {
            assertThat(mainPid(part)).as(part).isEqualTo(pid(part));
        }
        assertThat(machine.output("/shared/paz/paz up --no-demo")).contains("Paz is up already.");
    }

    @Test
    @Order(2)
    void each_unit_has_few_rights() {
        for (String part : parts()) {
            Matcher level = EXPOSURE.matcher(
                    machine.output("systemd-analyze security --no-pager paz-local-" + part + ".service"));
            assertThat(level.find()).isTrue();
            assertThat(Integer.parseInt(level.group(1) + level.group(2)))
                    .as(part + ", in tenths")
                    .isLessThanOrEqualTo(MAX_EXPOSURE.get(part));
        }
        assertThat(machine.output("ps -o user= -p " + pid("etcd"))).isEqualTo("etcd");
        assertThat(machine.output("grep -h CapBnd /proc/" + pid("paz") + "/status"))
                .endsWith("0000000000000001");
    }

    @Test
    @Order(3)
    void a_part_that_dies_is_started_again_and_counted() {
        String before = pid("etcd");
        machine.output("kill -KILL " + before);
        Await.until(
                "etcd runs again",
                TIMEOUT,
                () -> !pid("etcd").equals(before)
                        && machine.shell("/shared/paz/paz status")
                                .output()
                                .matches("(?s).*etcd +running [^\\n]* 1\\n.*"));
        assertThat(machine.output("/shared/paz/paz logs etcd")).contains("paz-local-etcd");
    }

    @Test
    @Order(4)
    void everything_is_back_after_a_power_failure() {
        assertThat(machine.output("/shared/paz/paz status")).contains("Boot: comes back after a reboot");
        machine.kill();
        machine.startAgain();
        Await.until("the service answers by itself", TIMEOUT, () -> machine.succeeds(ASK));
        assertThat(machine.output("nft list tables")).contains("table inet paz_");
        Await.until("all is well", TIMEOUT, () -> machine.succeeds("/shared/paz/paz status"));
        assertThat(machine.output("/shared/paz/paz status")).containsPattern("paz +running .* 0\n");
    }

    @Test
    @Order(5)
    void down_disables_the_units_and_destroy_removes_them() {
        machine.output("/shared/paz/paz down");
        assertThat(machine.shell("systemctl is-enabled paz-local-etcd").output())
                .contains("disabled");
        assertThat(machine.output("docker ps -q")).isEmpty();
        machine.output("/shared/paz/paz destroy --yes");
        assertThat(machine.output("ls /etc/systemd/system")).doesNotContain("paz-local-etcd");
    }
}
