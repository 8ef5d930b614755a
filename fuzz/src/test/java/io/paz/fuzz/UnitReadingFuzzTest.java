package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinition.Phase;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.host.unit.text.InvalidUnitException;
import java.util.List;

/** Any text is a unit, or refused with a reason. */
class UnitReadingFuzzTest {

    private static final ServiceDefinitionReader READER = new ServiceDefinitionReader(Machine.FACTS);

    @DictionaryFile(resourcePath = "/io/paz/fuzz/unit.dict")
    @FuzzTest
    void any_text_is_a_unit_or_refused(byte[] input) {
        try {
            UnitFile file = UnitFile.parse(Input.text(input));
            if (file.directives().stream()
                    .noneMatch(directive -> directive.value().endsWith("\\"))) {
                assertThat(stripped(UnitFile.parse(file.text()))).isEqualTo(stripped(file));
            }
            ServiceDefinition unit = READER.read(new UnitName("demo@1.service"), file);
            for (Phase phase : Phase.values()) {
                unit.commands(phase).forEach(command -> assertThat(
                                command.argv(unit.surroundings().variables()))
                        .isNotNull());
            }
        } catch (InvalidUnitException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /**
     * Sorted, since its text groups them by section; and as fleet, it keeps the line end of a continued line at the end of a section when it is
     * read again. A backslash before a carriage return is no continuation for fleet, and one in the text that it makes.
     */
    private static List<String> stripped(UnitFile file) {
        return file.directives().stream()
                .map(directive -> directive.section() + " " + directive.name() + "="
                        + directive.value().strip())
                .sorted()
                .toList();
    }
}
