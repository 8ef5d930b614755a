package io.paz.scheduler.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program {@code docker-credential-<name>}, by the protocol of Docker's credential helpers. */
final class CredentialHelper {

    private static final long TIMEOUT_SECONDS = 5;
    private static final int MAX_OUTPUT = 64 * 1024;
    private static final String NOT_FOUND = "credentials not found";

    private final String program;

    /** @param name as Docker's configuration has it */
    CredentialHelper(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IOException("credential helper " + name + " (expected: letters, digits, dots, hyphens)");
        }
        this.program = "docker-credential-" + name;
    }

    /** Empty when it keeps none for the registry. */
    Optional<Login> login(String registry) throws IOException {
        Process process = new ProcessBuilder(program, "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(registry.getBytes(StandardCharsets.UTF_8));
            }
            requireEnd(process);
            String output = new String(process.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(read(output)) : none(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private void requireEnd(Process process) throws IOException {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " did not end within " + TIMEOUT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the scheduler stops", e);
        }
    }

    private Optional<Login> none(String output) throws IOException {
        if (output.contains(NOT_FOUND)) {
            return Optional.empty();
        }
        throw new IOException(program + " failed: " + output.lines().findFirst().orElse("it said nothing"));
    }

    private Login read(String output) throws IOException {
        try {
            JsonNode answer = JsonMapper.shared().readTree(output);
            return Login.of(
                    answer.path("Username").asString(""), answer.path("Secret").asString(""));
        } catch (JacksonException e) {
            throw new IOException(program + " gave no JSON (expected: Username and Secret)", e);
        }
    }
}
