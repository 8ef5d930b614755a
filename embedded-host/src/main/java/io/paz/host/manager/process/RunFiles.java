package io.paz.host.manager.process;

import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.Signal;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one run of one command, in the folder of its unit:
 *
 * <ul>
 *   <li>{@code run-7.sh}: the shell script that runs it
 *   <li>{@code run-7.again}: the same once more, after a host that may or may not have started the first
 *   <li>{@code run-7.shim}: the line of {@code /proc} of the script's shell, whose process id is also that of the session;
 *       whoever makes this file first, shell or host, decides whether the run begins; it is made whole, by linking
 *   <li>{@code run-7.main}: the same of the program
 *   <li>{@code run-7.death}: what the shell said of the signal that ended the program; empty if none did
 *   <li>{@code run-7.exit}: {@code exited 0} or {@code killed 143}
 *   <li>{@code run-7.container}: what is known of the container that the run is, or that its command fetches the image of
 * </ul>
 */
record RunFiles(Path folder, long run) {
    private static final Logger log = LoggerFactory.getLogger(RunFiles.class);
    private static final String WITHDRAWN = "withdrawn\n";
    private static final String OVERDUE = "overdue\n";
    private static final Pattern NAME = Pattern.compile("run-(\\d{1,18})(\\..*)?");
    private static final Pattern END = Pattern.compile("(exited|killed) (\\d{1,3})\n");

    Path script() {
        return file("sh");
    }

    Path again() {
        return file("again");
    }

    Path shim() {
        return file("shim");
    }

    Path main() {
        return file("main");
    }

    Path death() {
        return file("death");
    }

    Path exit() {
        return file("exit");
    }

    Path container() {
        return file("container");
    }

    private Path file(String type) {
        return folder.resolve("run-" + run + "." + type);
    }

    static Optional<Long> numberOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
    }

    /** The shell; where the note of it cannot be read, it is the leader of the session of the program. */
    Optional<ProcessStat> shimProcess() {
        return process(shim()).or(() -> mainProcess().map(ProcessStat::session).flatMap(ProcessStat::of));
    }

    Optional<ProcessStat> mainProcess() {
        return process(main());
    }

    /** Whether the shell took the right to begin, by what any of its notes says. */
    boolean isBegun() {
        return Files.exists(shim()) || Files.exists(main()) || exitStatus().isPresent();
    }

    /** A note without its line end is not whole, and might name another process. */
    private static Optional<ProcessStat> process(Path note) {
        return read(note).filter(text -> text.endsWith("\n")).flatMap(ProcessStat::parse);
    }

    /** Empty as long as the end is not written, or not wholly. */
    Optional<ExitStatus> exitStatus() {
        return read(exit()).map(END::matcher).filter(Matcher::matches).map(RunFiles::status);
    }

    private static ExitStatus status(Matcher end) {
        int value = Integer.parseInt(end.group(2));
        return end.group(1).equals("killed") ? ExitStatus.killed(value - 128) : ExitStatus.exited(value);
    }

    /** Takes the right to begin from a shell that has not come so far, because nobody wants the run any more. */
    void withdraw() {
        forbid(WITHDRAWN);
    }

    /** The same, because the shell should have come so far long ago; returns whether it is decided now who comes first. */
    boolean giveUp() {
        return forbid(OVERDUE);
    }

    /** A disk that is too full for this is too full for the shell as well. */
    private boolean forbid(String reason) {
        if (Files.exists(shim())) {
            return true;
        }
        Path note = file("forbidden");
        try {
            Files.writeString(note, reason);
            Files.createLink(shim(), note);
            return true;
        } catch (FileAlreadyExistsException e) {
            // The shell was faster, or it was forbidden before: either way it is decided.
            return true;
        } catch (IOException e) {
            log.debug("Run {} of {} cannot be forbidden yet", run, folder, e);
            return false;
        }
    }

    /** What counts as the end of a run that was not let begin. */
    Optional<ExitStatus> forbidden() {
        return read(shim()).flatMap(text -> switch (text) {
            case WITHDRAWN -> Optional.of(ExitStatus.killed(Signal.TERM.number()));
            case OVERDUE -> Optional.of(ExitStatus.LOST);
            default -> Optional.empty();
        });
    }

    void deleteAll() {
        delete(List.of());
    }

    /** Keeps what forbids a shell to begin that may still be on its way, and the script, which it would else miss aloud. */
    void delete() {
        delete(
                forbidden().isPresent() || Files.exists(again())
                        ? List.of(shim(), again(), script(), container())
                        : List.of(container()));
    }

    private void delete(List<Path> kept) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "run-" + run + ".*")) {
            for (Path file : files) {
                if (!kept.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            log.warn(
                    "Files of run {} in {} cannot be removed ({}); they go with the folder", run, folder, e.toString());
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a unit's folder; a name too long for the file system is cut and told apart by its hash. */
    static String folderName(UnitName name) {
        String text = name.text();
        return text.length() <= 200
                ? text
                : text.substring(0, 150) + "~" + Integer.toHexString(text.hashCode()) + text.length();
    }
}
