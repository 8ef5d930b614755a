package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that cannot read what it remembers. */
@Timeout(60)
class BrokenMemoryTest {

    private static final String UNIT = """
            {"desiredState": "launched", "options": [
              {"section": "Service", "name": "ExecStart", "value": "/bin/sleep 300"}]}""";

    @TempDir
    private Path folder;

    @Test
    void doesNotStartBesideWhatItMayRunAlreadyAndSaysWhatToDo() throws IOException {
        Path memory = folder.resolve("units/a.service/state.json");
        try (TestHost host = TestHost.start(folder, "--insecure")) {
            assertThat(host.put("a.service", UNIT).statusCode()).isEqualTo(201);
            TestHost.await(() -> isRunning(host), () -> "a.service to run");
        }
        String whole = Files.readString(memory);
        Files.writeString(memory, "");

        assertThatThrownBy(() -> TestHost.start(folder, "--insecure"))
                .hasStackTraceContaining(memory + ": ")
                .hasStackTraceContaining("End what runs of this unit, then remove the folder " + memory.getParent());

        Files.writeString(memory, whole);
        try (TestHost host = TestHost.start(folder, "--insecure")) {
            TestHost.await(() -> isRunning(host), () -> "a.service to run");
            host.destroyAll();
        }
    }

    private static boolean isRunning(TestHost host) {
        try {
            return host.get("/fleet/v1/state?unitName=a.service")
                    .at("/states/0/systemdSubState")
                    .asString("")
                    .equals("running");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
