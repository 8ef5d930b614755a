package io.paz.host.manager.process;

import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files of one run of one command, in the folder of its unit:
 *
 * <ul>
 *   <li>{@code run-7.sh}: the shell script that runs it
 *   <li>{@code run-7.shim}: the line of {@code /proc} of the script's shell, whose process id is also that of the session;
 *       whoever makes this file first, shell or host, decides whether the run begins
 *   <li>{@code run-7.main}: the same of the program
 *   <li>{@code run-7.death}: what the shell said of the signal that ended the program; empty if none did
 *   <li>{@code run-7.exit}: {@code exited 0} or {@code killed 143}
 * </ul>
 */
record RunFiles(Path folder, long run) {
    private static final String GIVEN_UP = "given up\n";

    Path script() {
        return file("sh");
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

    private Path file(String type) {
        return folder.resolve("run-" + run + "." + type);
    }

    /** The run that the file tells the end of. */
    static Optional<Long> runOfExit(Path file) {
        String name = file.getFileName().toString();
        return name.matches("run-\\d{1,18}\\.exit")
                ? Optional.of(Long.parseLong(name.substring(4, name.length() - 5)))
                : Optional.empty();
    }

    Optional<ProcessStat> shimProcess() {
        return read(shim()).flatMap(ProcessStat::parse);
    }

    Optional<ProcessStat> mainProcess() {
        return read(main()).flatMap(ProcessStat::parse);
    }

    /** Empty as long as the end is not written, or not wholly. */
    Optional<ExitStatus> exitStatus() {
        return read(exit()).filter(text -> text.endsWith("\n")).map(RunFiles::parse);
    }

    private static ExitStatus parse(String text) {
        String[] words = text.strip().split(" ");
        int value = Integer.parseInt(words[1]);
        return words[0].equals("killed") ? ExitStatus.killed(value - 128) : ExitStatus.exited(value);
    }

    /** Takes the right to begin from a shell that has not come so far; false if it has. */
    boolean giveUp() {
        try {
            Files.writeString(shim(), GIVEN_UP, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return read(shim()).filter(GIVEN_UP::equals).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        for (Path file : new Path[] {script(), shim(), main(), death(), exit()}) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
