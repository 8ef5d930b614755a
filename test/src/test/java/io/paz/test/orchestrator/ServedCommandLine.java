package io.paz.test.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as CI has it: fetched from a platform with curl, with the platform's address and token in its environment. */
final class ServedCommandLine {

    private static final long FOLLOWING_SECONDS = 60;

    private final Platform platform;
    private final Path file;

    ServedCommandLine(Platform platform, Path folder) {
        this.platform = platform;
        this.file = folder.resolve("paz");
        Command.of("curl", "-fsS", "-o", file.toString(), url() + "/cli/paz")
                .run(Map.of())
                .expectSuccess();
        Command.of("chmod", "+x", file.toString()).run(Map.of()).expectSuccess();
    }

    private String url() {
        return "http://127.0.0.1:" + platform.setting("PAZ_ORCHESTRATOR_PORT");
    }

    private Command.Result run(Command command) {
        return command.run(Map.of("PAZ_URL", url(), "PAZ_TOKEN", platform.token()));
    }

    /** What it printed, once it has ended with that status. */
    String expect(int status, String... words) {
        Command.Result result = run(new Command(List.of(file.toString())).with(List.of(words)));
        assertThat(result.status())
                .as("%s: %s", String.join(" ", words), result.output())
                .isEqualTo(status);
        assertThat(result.output()).doesNotContain(platform.token());
        return result.output();
    }

    /** Exports a service, changes the text in the file, and applies it: each time as the file says. */
    void changeAsCode(String service, String text, String otherText) throws IOException {
        Path yml = file.resolveSibling("paz.yml");
        String exported = Files.writeString(yml, expect(0, "export", service)).toString();
        assertThat(expect(0, "plan", "-f", exported)).contains("Nothing to change.");
        Files.writeString(yml, Files.readString(yml).replace(text, otherText));
        assertThat(expect(2, "plan", "-f", exported)).contains("update service " + service, text, otherText);
        assertThat(expect(0, "apply", "-f", exported))
                .contains("update service " + service + ": done", " version 2: done");
        assertThat(expect(0, "plan", "-f", exported)).contains("Nothing to change.");
    }

    /** The first line of a command that goes on until somebody ends it. */
    String firstLine(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                new Command(List.of(file.toString())).with(List.of(words)).line());
        builder.environment().putAll(Map.of("PAZ_URL", url(), "PAZ_TOKEN", platform.token()));
        Process process = builder.redirectErrorStream(true).start();
        process.onExit()
                .orTimeout(FOLLOWING_SECONDS, TimeUnit.SECONDS)
                .whenComplete((ended, timeout) -> process.destroy());
        try (BufferedReader lines = process.inputReader()) {
            return String.valueOf(lines.readLine());
        } finally {
            process.destroy();
        }
    }
}
