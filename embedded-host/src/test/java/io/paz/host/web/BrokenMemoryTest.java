package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that cannot read what it remembers. */
@Timeout(60)
class BrokenMemoryTest {

    /** No other process is told to sleep exactly so long. */
    private static final String SECONDS = "300." + ProcessHandle.current().pid();

    private static final String UNIT = """
            {"desiredState": "launched", "options": [
              {"section": "Service", "name": "ExecStart", "value": "/bin/sleep %s"}]}""".formatted(SECONDS);

    @TempDir
    private Path folder;

    @Test
    void endsWhatItMayRunAlreadyAndStartsItAnew() throws IOException {
        Path memory = folder.resolve("units/a.service/state.json");
        try (TestHost host = TestHost.start(folder, "--insecure")) {
            assertThat(host.put("a.service", UNIT).statusCode()).isEqualTo(201);
            TestHost.await(() -> isRunning(host), () -> "a.service to run");
        }
        Set<Long> before = running();
        Files.writeString(memory, "");

        try (TestHost host = TestHost.start(folder, "--insecure")) {
            TestHost.await(
                    () -> isRunning(host) && running().size() == 1 && !running().equals(before),
                    () -> "a.service to run once, in another process than " + before + ": " + running());
            host.destroyAll();
        }
    }

    private static Set<Long> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .equals(List.of(SECONDS)))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
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
