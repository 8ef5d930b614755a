package io.paz.test.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line, run to its end within ten minutes. */
public record Command(List<String> line) {

    private static final long LIMIT_MINUTES = 10;

    public static Command of(String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add(0, program);
        return new Command(line);
    }

    /** The same with more arguments behind. */
    public Command with(List<String> arguments) {
        List<String> longer = new ArrayList<>(line);
        longer.addAll(arguments);
        return new Command(longer);
    }

    public Result run(Map<String, String> environment) {
        try {
            // A file, not a pipe: what the command leaves running in the background must not hold us up.
            Path output = Files.createTempFile("paz-test", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            Result result = new Result(this, process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
            Files.delete(output);
            return result;
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", line), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a command ended, and what it printed on both of its outputs. */
    public record Result(Command command, int status, String output) {

        public Result expectSuccess() {
            if (status != 0) {
                throw new AssertionError(command.line() + " ended with " + status + ":\n" + output);
            }
            return this;
        }
    }
}
