package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the machine is chosen by, changed while the host runs. */
@Timeout(60)
final class MachineRoutesTest {

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(folder, "--insecure", "--metadata=disk=slow");
    }

    @AfterEach
    void stop() throws IOException {
        TestHost.end(host);
    }

    /** The status of an operation that gives {@code disk} this value. */
    private int replace(String value) throws IOException {
        String operation = "[{\"op\": \"replace\", \"path\": \"/%s/metadata/disk\", \"value\": %s}]"
                .formatted(TestHost.MACHINE, value);
        return host.send("PATCH", "/fleet/v1/machines", "application/json", operation)
                .statusCode();
    }

    private JsonNode metadata() throws IOException {
        return host.get("/fleet/v1/machines").at("/machines/0/metadata");
    }

    /** fleet's documentation has the first, and fleet 1.0 takes only the second. */
    @ParameterizedTest
    @ValueSource(strings = {"\"fast\"", "{\"value\": \"fast\"}"})
    void takesAValueAsItIsWrittenAndAsFleetReadsIt(String value) throws IOException {
        assertThat(replace(value)).isEqualTo(204);
        assertThat(metadata().toString()).isEqualTo("{\"disk\":\"fast\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "1",
                "true",
                "[]",
                "{}",
                "{\"value\": \"\"}",
                "{\"value\": null}",
                "{\"value\": {}}"
            })
    void refusesAnyOtherValueAndChangesNothing(String value) throws IOException {
        assertThat(replace(value)).isEqualTo(400);
        assertThat(metadata().toString()).isEqualTo("{\"disk\":\"slow\"}");
    }

    @Test
    void takesAwayWhatIsNoMore() throws IOException {
        String operation = "[{\"op\": \"remove\", \"path\": \"/%s/metadata/disk\"}]".formatted(TestHost.MACHINE);
        assertThat(host.send("PATCH", "/fleet/v1/machines", "application/json", operation)
                        .statusCode())
                .isEqualTo(204);
        assertThat(metadata().isMissingNode()).isTrue();
    }
}
