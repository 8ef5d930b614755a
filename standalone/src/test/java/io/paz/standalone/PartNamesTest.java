package io.paz.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartNamesTest {

    @Test
    void every_part_that_people_call_has_a_name() {
        assertThat(PartNames.entries(Map.of(
                        "PAZ_ORCHESTRATOR_PORT", "9000",
                        "PAZ_SERVICE_DIRECTORY_PORT", "9001",
                        "PAZ_SCHEDULER_PORT", "9002")))
                .isEqualTo(Map.of(
                        "/paz/config/part-hosts/127.0.0.1", "",
                        "/paz/services/paz-orchestrator", "127.0.0.1:9000",
                        "/paz/services/paz-orchestrator-socket", "127.0.0.1:9000",
                        "/paz/services/paz-web", "127.0.0.1:9000",
                        "/paz/services/paz-scheduler", "127.0.0.1:9002",
                        "/paz/services/paz-service-directory", "127.0.0.1:9001"));
    }
}
