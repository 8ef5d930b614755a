package io.paz.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. */
public final class Command {

    private Command() {}

    /** What it printed, trimmed. */
    public static String run(String... arguments) {
        return run(Map.of(), List.of(arguments)).strip();
    }

    public static String run(Map<String, String> environment, List<String> arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
