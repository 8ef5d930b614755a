package io.paz.scheduler.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program {@code docker-credential-<name>}, by the protocol of Docker's credential helpers. */
final class CredentialHelper {

    private static final System.Logger log = System.getLogger(CredentialHelper.class.getName());
    private static final long TIMEOUT_SECONDS = 5;
    private static final int MAX_OUTPUT = 64 * 1024;
    private static final String NOT_FOUND = "credentials not found";

    private final String program;

    /**
     * @param name as Docker's configuration has it
     * @param folders where programs are looked for, with colons between
     */
    CredentialHelper(String name, String folders) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IOException("credential helper " + name + " (expected: letters, digits, dots, hyphens)");
        }
        this.program = Stream.of(folders.split(":"))
                .map(folder -> Path.of(folder, "docker-credential-" + name))
                .filter(file -> file.isAbsolute() && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() ->
                        new IOException("docker-credential-" + name + " is not installed (PATH is " + folders + ")"))
                .toString();
    }

    /** Empty when it keeps none for the registry. */
    Optional<Login> login(String registry) throws IOException {
        Process process = new ProcessBuilder(program, "get")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            ask(process, registry);
            requireEnd(process);
            String output = new String(process.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(read(output)) : none(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A helper that ends without reading the question has answered all the same. */
    private static void ask(Process process, String registry) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(registry.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.log(Level.DEBUG, "a credential helper did not read its question", e);
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
