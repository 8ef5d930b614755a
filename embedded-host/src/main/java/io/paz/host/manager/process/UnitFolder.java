package io.paz.host.manager.process;

import io.paz.host.manager.UnitHomes.Memory;
import io.paz.host.unit.Directive;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of one unit: its content, what the manager remembers of it, the file its processes print to, its runs. Nothing of
 * it is forced to the disk, so that no start and no stop waits for that; {@link BootMark} says why nothing is lost.
 */
record UnitFolder(Path path) {
    private static final Logger log = LoggerFactory.getLogger(UnitFolder.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String CONTENT = "unit.json";
    private static final String MEMORY = "state.json";
    private static final String OUTPUT = "output-";

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

    static UnitFolder create(Path root, UnitName name, UnitFile file) {
        UnitFolder folder = new UnitFolder(root.resolve(RunFiles.folderName(name)));
        try {
            Files.createDirectories(folder.path);
            folder.write(CONTENT, MAPPER.writeValueAsBytes(new Content(name.text(), file.directives())));
            Files.createFile(folder.path.resolve(OUTPUT + UUID.randomUUID()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders that hold a whole unit; what a crash left half made or half removed is cleared away. */
    static List<UnitFolder> list(Path root) {
        try (Stream<Path> paths = Files.list(root)) {
            List<UnitFolder> folders =
                    paths.filter(Files::isDirectory).map(UnitFolder::new).toList();
            folders.stream().filter(folder -> !folder.isWhole()).forEach(UnitFolder::delete);
            return folders.stream().filter(UnitFolder::isWhole).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isWhole() {
        return Files.exists(path.resolve(CONTENT))
                && Files.exists(path.resolve(MEMORY))
                && findOutput().isPresent();
    }

    Content content() {
        return read(CONTENT, Content.class);
    }

    DatedMemory memory() {
        return read(MEMORY, DatedMemory.class);
    }

    void remember(DatedMemory memory) {
        write(MEMORY, MAPPER.writeValueAsBytes(memory));
    }

    /** Never guessed: a unit that is taken for a new one would be started beside its own processes. */
    private <T> T read(String name, Class<T> type) {
        try {
            T read = MAPPER.readValue(path.resolve(name), type);
            if (read == null) {
                throw new BrokenUnitFolder(path.resolve(name), "it holds nothing", null);
            }
            return read;
        } catch (JacksonException e) {
            throw new BrokenUnitFolder(path.resolve(name), e.getOriginalMessage(), e);
        }
    }

    Path output() {
        return findOutput().orElseThrow(() -> new IllegalStateException(path + " holds no file for output"));
    }

    private Optional<Path> findOutput() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith(OUTPUT))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunFiles run(long run) {
        return new RunFiles(path, run);
    }

    /** Replaces a file at once: whoever reads it sees the old or the new content. After a loss of power it may be broken. */
    void write(String name, byte[] content) {
        try {
            Path unfinished = path.resolve(name + ".new");
            Files.write(unfinished, content);
            Files.move(unfinished, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all runs, none of which can be under way, so that their numbers can be given anew. */
    void deleteRuns() {
        try {
            deleteAll(path, "run-*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The memory goes first: without it the rest counts as left over. */
    void delete() {
        try {
            Files.deleteIfExists(path.resolve(MEMORY));
            Path gone = path.resolveSibling("gone-" + UUID.randomUUID());
            Files.move(path, gone, StandardCopyOption.ATOMIC_MOVE);
            deleteAll(gone, "*");
            Files.delete(gone);
        } catch (DirectoryNotEmptyException e) {
            log.debug("A late shell wrote to a folder that is going away; the next start of the host removes it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder, String names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
