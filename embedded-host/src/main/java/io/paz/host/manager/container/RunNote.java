package io.paz.host.manager.container;

import io.paz.host.container.ContainerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the next host has to know of a container's run; a file in the unit's folder.
 *
 * @param invocation of the service's run that this is a part of
 * @param exitCode of the container, in the phase {@link Phase#EXITED}
 */
record RunNote(String invocation, long run, Phase phase, int exitCode, ContainerRequest request) {
    /** What is to be done with the run. */
    enum Phase {
        WANTED,
        /** The docker client fetches the image, as a process of the same run. */
        PULLING,
        /** Stopped before its container was started: it must not start. */
        WITHDRAWN,
        EXITED
    }

    private static final Logger log = LoggerFactory.getLogger(RunNote.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What no other run has, on this machine or another one. */
    String identity() {
        return invocation + "." + run;
    }

    RunNote in(Phase next) {
        return new RunNote(invocation, run, next, exitCode, request);
    }

    RunNote exited(int code) {
        return new RunNote(invocation, run, Phase.EXITED, code, request);
    }

    /** Replaces the file at once: whoever reads it sees the old or the new content. */
    void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, MAPPER.writeValueAsBytes(this));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty where there is none, or none that can be read: its run counts as one that never began. */
    static Optional<RunNote> read(Path file) {
        try {
            return Optional.of(MAPPER.readValue(Files.readAllBytes(file), RunNote.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read ({}); the run is begun again", file, e.toString());
            return Optional.empty();
        }
    }
}
