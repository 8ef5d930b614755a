package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.engine.ReleaseId;
import io.paz.engine.fleet.unit.HostDefaults;
import io.paz.engine.fleet.unit.RunCommand;
import io.paz.engine.fleet.unit.UnitRenderer;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinition.Phase;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values go through a unit's text and come back as they were, whatever they mean to systemd. */
class UnitEscapingFuzzTest {

    /** fleet refuses longer lines. */
    private static final int MAX_LINE_LENGTH = 2047;

    private static final String IMAGE = "example/demo:1.0";
    private static final UnitRenderer RENDERER =
            new UnitRenderer(new HostDefaults("127.0.0.1", "http://127.0.0.1:2379", "paz-test"));
    private static final ServiceDefinitionReader READER = new ServiceDefinitionReader(Machine.FACTS);

    /** Values of variables, values of labels, and arguments. */
    @DictionaryFile(resourcePath = "/io/paz/fuzz/unit.dict")
    @FuzzTest
    void values_arrive_as_they_were_given(byte[] input) {
        List<String> records = Input.records(input);
        Map<String, String> variables = named("VARIABLE_", Input.units(records, 0));
        Map<String, String> labels = named("label-", Input.units(records, 1));
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(Input.units(records, 2));
        String text;
        try {
            text = RENDERER.render(ContainerSpec.builder(new ReleaseId("demo-api", 3), IMAGE)
                            .env(variables)
                            .labels(labels)
                            .command(arguments)
                            .build())
                    .get(0)
                    .text();
        } catch (UnrenderableSpecException refused) {
            return;
        }

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(MAX_LINE_LENGTH));
        List<String> words = startedCommand(text);
        variables.forEach((name, value) -> assertThat(words).contains("--env=" + name + "=" + value));
        labels.forEach((name, value) -> assertThat(words).contains("--label=" + name + "=" + value));
        int end = words.size() - arguments.size();
        assertThat(words.subList(end, words.size())).isEqualTo(arguments);
        assertThat(words.get(end - 1)).isEqualTo(IMAGE);
    }

    private static List<String> startedCommand(String text) {
        ServiceDefinition unit = READER.read(new UnitName("demo-api-3-1.service"), UnitFile.parse(text));
        assertThat(unit.commands(Phase.START)).hasSize(1);
        Map<String, String> environment = unit.surroundings().variables();
        List<String> command = unit.commands(Phase.START).get(0).argv(environment);
        return RunCommand.parse(command, environment).orElse(command);
    }

    private static Map<String, String> named(String prefix, List<String> values) {
        Map<String, String> named = new LinkedHashMap<>();
        values.forEach(value -> named.put(prefix + named.size(), value));
        return named;
    }
}
