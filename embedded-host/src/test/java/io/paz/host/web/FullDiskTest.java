package io.paz.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.process.SmallDisk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole host on a disk that gets full, and has room again. Needs root, which may mount one. */
@Timeout(120)
class FullDiskTest {
    private static final String UNIT =
            "{\"desiredState\":\"launched\",\"options\":[{\"section\":\"Service\",\"name\":\"ExecStart\",\"value\":\"/bin/sleep 300\"}]}";

    @TempDir
    private Path mountPoint;

    @Test
    void refuses_units_while_the_disk_is_full_goes_on_reading_and_recovers_without_a_restart() throws IOException {
        SmallDisk disk = SmallDisk.mount(mountPoint, "64m");
        try (TestHost host = TestHost.start(mountPoint, "--insecure")) {
            assertThat(host.put("before.service", UNIT).statusCode()).isEqualTo(201);
            awaitRunning(host, "before.service");
            disk.fill();
            List<String> accepted = new ArrayList<>();
            HttpResponse<String> refused = refused(host, accepted);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body()).contains("the disk is full");
            assertThat(host.get("/fleet/v1/state?unitName=before.service").path("states"))
                    .hasSize(1);
            disk.makeRoom();
            assertThat(host.put("after.service", UNIT).statusCode()).isEqualTo(201);
            awaitRunning(host, "after.service");
            for (String unit : accepted) {
                awaitRunning(host, unit);
            }
            host.destroyAll();
        } finally {
            disk.unmount();
        }
    }

    /** The file that the store writes to may have some room left. */
    private static HttpResponse<String> refused(TestHost host, List<String> accepted) throws IOException {
        for (int i = 1; i < 100; i++) {
            String unit = "during-" + i + ".service";
            HttpResponse<String> answer = host.put(unit, UNIT.replace("300", "300" + " ".repeat(1_900)));
            if (answer.statusCode() != 201) {
                return answer;
            }
            accepted.add(unit);
        }
        throw new AssertionError("the disk is not full");
    }

    private static void awaitRunning(TestHost host, String unit) {
        TestHost.await(
                () -> state(host, unit).contains("\"running\""), () -> unit + " to run, not " + state(host, unit));
    }

    private static String state(TestHost host, String unit) {
        try {
            return host.get("/fleet/v1/state?unitName=" + unit).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
