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

    @Test
    void the_first_steps_of_the_readme_work(@TempDir Path folder) throws IOException {
        String script = commands("README.md", "first-steps");
        assertThat(script).contains("/hooks/deploy").contains("DELETE");

        try (Platform platform = new Platform(folder.resolve("paz"))) {
            String printed = platform.paz("up").expectSuccess().output();
            assertThat(printed).contains("http://demo-api.localhost:" + platform.setting("PAZ_HTTP_PORT") + "/");

            String output = platform.shell(script).expectSuccess().output();

            assertThat(output).contains("\"message\":\"Hello\"").contains("\"message\":\"Hello again\"");
        }
    }

    @Test
    void the_page_about_deployments_works(@TempDir Path folder) throws IOException {
        String script = commands("docs/deployments.md", "deployments");

        try (Platform platform = new Platform(folder.resolve("paz"))) {
            platform.up();

            String output = platform.shell(script).expectSuccess().output();

            assertThat(output)
                    .containsSubsequence(
                            "shop version 1 is done",
                            "shop version 2 is done",
                            "+ \"file:MESSAGE\"",
                            "shop 2 runs with 3 instances, 2 before",
                            "shop version 3 is done",
                            "shop version 4 is done",
                            "shop version 5 is done",
                            "shop version 6 is rolled_back",
                            "aborted by the operator",
                            "shop version 7 is failed",
                            "image paz/demo-api:no-such-tag is not on its host, and cannot be looked up",
                            "\"state\":\"failed\"",
                            "\"receipt\"");
            assertThat(platform.shell(commands("docs/operations.md", "secrets"))
                            .expectSuccess()
                            .output())
                    .containsPattern("\"PASSWORD\":\"paz-secret:[0-9a-f]{16}\"")
                    .doesNotContain("line one", "second");
        }
    }

    /** The blocks that are marked so, one after the other. */
    private static String commands(String document, String mark) throws IOException {
        return Pattern.compile("<!-- tested: " + mark + " -->\\s*```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Platform.ROOT.resolve(document)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
    }
}
