package io.paz.host.manager.process;

import io.paz.host.manager.UnitHomes.Memory;
import io.paz.host.manager.process.output.OutputFiles;
import io.paz.host.manager.process.output.PrintedStream;
import io.paz.host.unit.Directive;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.host.unit.text.InvalidUnitException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of one unit: its content, what the manager remembers of it, the files its processes print to, its runs. Nothing of
 * it is forced to the disk, so that no start and no stop waits for that; {@link BootMark} says why nothing is lost.
 */
record UnitFolder(Path path) {
    private static final Logger log = LoggerFactory.getLogger(UnitFolder.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String CONTENT = "unit.json";
    private static final String MEMORY = "state.json";
    private static final String GONE = "gone-";

    /** What {@code unit.json} holds. */
    record Content(String name, List<Directive> options) {
        UnitName unitName() {
            return new UnitName(name);
        }

        UnitFile file() {
            return new UnitFile(options);
        }
    }

    /** What {@code state.json} holds; process ids mean nothing after another boot. */
    record DatedMemory(String bootId, Memory memory) {}

    /** @throws UncheckedIOException when it could not be made; nothing of it is left then */
    static UnitFolder create(Path root, UnitName name, UnitFile file) {
        UnitFolder folder = new UnitFolder(root.resolve(RunFiles.folderName(name)));
        try {
            Files.createDirectories(folder.path);
            folder.write(CONTENT, MAPPER.writeValueAsBytes(new Content(name.text(), file.directives())));
            return folder;
        } catch (IOException e) {
            folder.delete();
            throw new UncheckedIOException(e);
        }
    }

    /** The folders of units, whole or not. */
    static List<UnitFolder> list(Path root) {
        return folders(root).stream().filter(folder -> !folder.isGone()).toList();
    }

    /** What could not be removed of folders of units that are gone. */
    static List<UnitFolder> leftovers(Path root) {
        return folders(root).stream().filter(UnitFolder::isGone).toList();
    }

    private boolean isGone() {
        return path.getFileName().toString().startsWith(GONE);
    }

    private static List<UnitFolder> folders(Path root) {
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(Files::isDirectory).map(UnitFolder::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRemembered() {
        return Files.exists(path.resolve(MEMORY));
    }

    Content content() {
        return read(CONTENT, Content.class);
    }

    DatedMemory memory() {
        return read(MEMORY, DatedMemory.class);
    }

    /** @throws UncheckedIOException when it cannot be written; what was remembered before is still there then */
    void remember(DatedMemory memory) {
        try {
            write(MEMORY, MAPPER.writeValueAsBytes(memory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never guessed: a unit that is taken for a new one would be started beside its own processes. */
    private <T> T read(String name, Class<T> type) {
        Path file = path.resolve(name);
        try {
            T read = MAPPER.readValue(Files.readAllBytes(file), type);
            if (read == null) {
                throw new BrokenUnitFolderException(file, "it holds nothing", null);
            }
            return read;
        } catch (JacksonException e) {
            throw new BrokenUnitFolderException(file, e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new BrokenUnitFolderException(file, "it is missing", e);
        } catch (IOException | InvalidUnitException e) {
            throw new BrokenUnitFolderException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** The file of a stream, made if there is none. */
    Path output(PrintedStream stream) throws IOException {
        Optional<Path> present = OutputFiles.find(path, stream);
        return present.isPresent() ? present.get() : Files.createFile(path.resolve(stream.newName()));
    }

    RunFiles run(long run) {
        return new RunFiles(path, run);
    }

    /** Every run that left a file. */
    List<RunFiles> runs() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "run-*")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .flatMap(file -> RunFiles.numberOf(file).stream())
                    .distinct()
                    .map(this::run)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file at once: whoever reads it sees the old or the new content. After a loss of power it may be broken. */
    void write(String name, byte[] content) throws IOException {
        Path unfinished = path.resolve(name + ".new");
        Files.write(unfinished, content);
        Files.move(unfinished, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets all runs, none of which can be under way, so that their numbers can be given anew. */
    void deleteRuns() {
        runs().forEach(RunFiles::deleteAll);
    }

    /** Takes the folder out of the way of another unit of the same name; returns where it is. */
    UnitFolder moveAway() throws IOException {
        return new UnitFolder(
                Files.move(path, path.resolveSibling(GONE + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE));
    }

    /** What cannot be removed now is removed later, as a leftover. */
    void delete() {
        try {
            UnitFolder gone = isGone() ? this : moveAway();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(gone.path)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.delete(gone.path);
        } catch (NoSuchFileException e) {
            log.debug("{} was removed before", path, e);
        } catch (IOException e) {
            log.info("{} cannot be removed now ({}); next attempt within an hour", path, e.toString());
        }
    }
}
