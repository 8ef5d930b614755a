package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.spec.Confinement;
import io.paz.engine.spec.ContainerSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that starts containers itself reads the same variables as the script gives to docker. */
class RunCommandTest {

    private static final int FLEET_LINE_LIMIT = 2048;

    @TempDir
    Path folder;

    @Test
    void every_hostile_value_is_read_from_the_environment_and_stands_in_no_word() throws Exception {
        Map<String, String> env = new LinkedHashMap<>();
        HostileValues.kept().values().forEach(value -> env.put("KEY_" + env.size(), value));
        HostileValues.long_().values().forEach(value -> env.put("KEY_" + env.size(), value));
        UnitFile unit = unit(env);
        Systemd systemd = Systemd.debug(folder, unit);
        List<String> started = systemd.started(systemd.commands("ExecStart").get(0));

        List<String> words = RunCommand.parse(started, systemd.environment()).orElseThrow();

        env.forEach((name, value) -> assertThat(words).contains("--env=" + name + "=" + value));
        assertThat(words)
                .startsWith("/usr/bin/docker", "run", "--rm")
                .endsWith("--", "example/demo:1.0", "--env=KEY_0")
                .doesNotContain(HiddenVariables.FILE)
                .filteredOn(word -> word.startsWith("--env=KEY_"))
                .hasSize(env.size() + 1);
        assertThat(started)
                .filteredOn(word -> word.contains("KEY_"))
                .allMatch(word -> word.matches("(file:|own:|--env=)KEY_\\d+"));
        assertThat(Systemd.verify(folder, unit).output()).isEmpty();
        assertThat(unit.text().lines()).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(FLEET_LINE_LIMIT));
    }

    @Test
    void a_script_of_another_release_is_left_to_the_shell() throws Exception {
        Systemd systemd = Systemd.debug(folder, unit(Map.of("KEY", "value")));
        List<String> started =
                new ArrayList<>(systemd.started(systemd.commands("ExecStart").get(0)));
        started.set(2, started.get(2) + "\n:");

        assertThat(RunCommand.parse(started, systemd.environment())).isEmpty();
    }

    private static UnitFile unit(Map<String, String> env) {
        ContainerSpec spec = ContainerSpec.builder(new ReleaseId("demo-api", 3), "example/demo:1.0")
                .env(env)
                .command(List.of("--env=KEY_0"))
                .confinement(new Confinement("1g", 2048, true, List.of()))
                .build();
        return new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"))
                .render(spec)
                .get(0);
    }
}
