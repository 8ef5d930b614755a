package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedSectionsTest {

    private static final List<String> LINES = List.of(
            "backend web",
            "backend shop",
            "frontend front",
            "# skipped: 1 parts",
            "    # skipped: 1 addresses",
            "",
            "    timeout check 2s",
            "    server web-1-1 10.0.0.1:80 weight 1",
            "    server web-1-2 10.0.0.1:81 weight 1");

    @Test
    void equal_sections_are_left_out_wherever_they_are() {
        ChangedSections changed = ChangedSections.of(
                "# x\nglobal\n    a\n\nbackend b\n    c\nbackend d\n    e\nbackend f\n    g\n",
                "# x\nglobal\n    b\n\nbackend b\n    c\nbackend d\n    h\nbackend f\n    g\n");
        assertThat(changed)
                .isEqualTo(new ChangedSections(
                        "global\n    a\n\nbackend d\n    e\n", "global\n    b\n\nbackend d\n    h\n"));
    }

    @Test
    void new_section_is_all_that_changed() {
        assertThat(ChangedSections.of("a\n b\nc\n d", "a\n b\nx\n y\nc\n d"))
                .isEqualTo(new ChangedSections("", "x\n y\n"));
        assertThat(ChangedSections.of("a\n", "a\n")).isEqualTo(new ChangedSections("", ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void layouts_differ_in_the_same_as_those_of_whole_texts(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                lines.add(LINES.get(random.nextInt(LINES.size())));
            }
            String before = String.join("\n", lines) + "\n";
            for (int changes = 0; changes <= random.nextInt(3); changes++) {
                lines.set(random.nextInt(lines.size()), LINES.get(random.nextInt(LINES.size())));
            }
            String after = String.join("\n", lines) + "\n";
            ChangedSections changed = ChangedSections.of(before, after);

            assertThat(Layout.of(changed.before())
                            .frame()
                            .equals(Layout.of(changed.after()).frame()))
                    .as("%s\n%s", before, after)
                    .isEqualTo(Layout.of(before).frame().equals(Layout.of(after).frame()));
        }
    }
}
