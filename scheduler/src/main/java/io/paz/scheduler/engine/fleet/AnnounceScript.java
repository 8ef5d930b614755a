package io.paz.scheduler.engine.fleet;

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
final class AnnounceScript {

    private static final String ANNOUNCE = inUnit("announce.sh");
    private static final String WITHDRAW = inUnit("withdraw.sh");

    private AnnounceScript() {}

    /** The sidekick, quoted for a double-quoted word. */
    static String quoted() {
        return ANNOUNCE;
    }

    /** What takes a key away when its container ends, quoted for a double-quoted word. */
    static String quotedWithdrawal() {
        return WITHDRAW;
    }

    /** The script without its comments and blank lines, which are for readers of the source. */
    static String plain(String resource) {
        return read(resource)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static String inUnit(String resource) {
        return plain(resource)
                .lines()
                .map(line -> SystemdQuoting.argumentBody(resource, line))
                .collect(Collectors.joining("\\n\\\n "));
    }

    private static String read(String resource) {
        try (InputStream stream = AnnounceScript.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the program itself", e);
        }
    }
}
