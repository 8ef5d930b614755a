package io.paz.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** {@code test/integration.sh}: hosts are installed over a shell, and a service is reached from outside. */
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETD,
        matches = ".+",
        disabledReason = "PAZ_FLEETD names no real fleet")
@EnabledIfEnvironmentVariable(
        named = RealFleet.FLEETCTL,
        matches = ".+",
        disabledReason = "PAZ_FLEETCTL names no real fleetctl")
@EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
final class IntegrationScriptTest {

    @Test
    void passes_and_leaves_nothing() {
        String output = Command.of(Platform.ROOT.resolve("test/integration.sh").toString())
                .run(Map.of())
                .expectSuccess()
                .output();
        assertThat(output).contains("PASSED\n").endsWith("the cluster is taken down\n");
        Matcher host = Pattern.compile("(paz-integration-\\d+)-1").matcher(output);
        assertThat(host.find()).isTrue();
        String everything = Command.of("docker", "ps", "-a", "--format", "{{.Names}}")
                .run(Map.of())
                .expectSuccess()
                .output();
        assertThat(everything).doesNotContain(host.group(1));
    }
}
