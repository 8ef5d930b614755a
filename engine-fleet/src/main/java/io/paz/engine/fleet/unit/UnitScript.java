package io.paz.engine.fleet.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shell scripts of the units, fixed texts that hold no value of a user: those arrive as arguments. They are written into
 * a unit as one word with one line of script to a continued line; systemd turns a continuation into a blank, which the
 * shell takes for indentation.
 */
enum UnitScript {
    /** The sidekick. */
    ANNOUNCE("announce.sh"),
    /** Waits, before a container is told to stop, until its connections are closed. */
    DRAIN("drain.sh"),
    /** Stops or removes a container, but none of another platform. */
    OWN("own.sh"),
    /** Runs docker with variables that stand in no command line. */
    RUN("run.sh"),
    /** The same, where some of the variables are secret. */
    RUN_SECRETS("run-secrets.sh"),
    /** Refuses a volume to whose folder a symbolic link leads. */
    VOLUMES("volumes.sh"),
    /** Takes a key away when its container ended. */
    WITHDRAW("withdraw.sh");

    private final String plain;
    private final String quoted;

    UnitScript(String resource) {
        this.plain = plain(resource);
        this.quoted = plain.lines()
                .map(line -> SystemdQuoting.argumentBody(resource, line))
                .collect(Collectors.joining("\\n\\\n "));
    }

    /** For a double-quoted word. */
    String quoted() {
        return quoted;
    }

    /** Without its comments and blank lines, which are for readers of the source. */
    String plain() {
        return plain;
    }

    private static String plain(String resource) {
        return read(resource)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static String read(String resource) {
        try (InputStream stream = UnitScript.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the program itself", e);
        }
    }
}
