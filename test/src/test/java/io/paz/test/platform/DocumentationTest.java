package io.paz.test.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the documentation work as they are written. */
final class DocumentationTest {

    private static final Pattern TESTED =
            Pattern.compile("<!-- tested: first-steps -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_first_steps_of_the_readme_work(@TempDir Path folder) throws IOException {
        String script = TESTED.matcher(Files.readString(Platform.ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
        assertThat(script).contains("/hooks/deploy").contains("DELETE");

        try (Platform platform = new Platform(folder.resolve("paz"))) {
            String printed = platform.paz("up").expectSuccess().output();
            assertThat(printed).contains("http://demo-api.localhost:" + platform.setting("PAZ_HTTP_PORT") + "/");

            String output = platform.shell(script).expectSuccess().output();

            assertThat(output).contains("\"message\":\"Hello\"").contains("\"message\":\"Hello again\"");
        }
    }
}
