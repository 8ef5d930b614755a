package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.ContainerSpec;
import io.paz.testing.BusyboxImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that systemd reads in a unit, run with the real Docker: every value is in the container, byte for byte. */
class ContainerEnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void every_hostile_value_is_in_the_containers_environment() throws Exception {
        Map<String, String> env = new LinkedHashMap<>();
        List<String> values = new ArrayList<>(HostileValues.kept().values());
        values.addAll(HostileValues.long_().values());
        values.forEach(value -> env.put("KEY_" + env.size(), value));

        Map<String, String> arrived = run(env);
        assertThat(arrived).containsAllEntriesOf(env).containsEntry("PAZ_VERSION", "7");
    }

    private Map<String, String> run(Map<String, String> env) throws Exception {
        String service = "t" + UUID.randomUUID().toString().substring(0, 8);
        try (BusyboxImage image = new BusyboxImage(folder)) {
            ContainerSpec spec = Releases.small(new ReleaseId(service, 7), image.name())
                    .env(env)
                    .user("0")
                    .command(List.of("/bin/busybox", "cat", "/proc/self/environ"))
                    .build();
            UnitFile unit = new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                    .render(spec)
                    .get(0);
            Systemd systemd = Systemd.debug(folder, unit);
            List<String> command = systemd.started(systemd.commands("ExecStart").get(0));
            return environment(command);
        }
    }

    private static Map<String, String> environment(List<String> command) throws Exception {
        Process docker = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : printed.split("\0")) {
            int equals = entry.indexOf('=');
            variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return variables;
    }
}
