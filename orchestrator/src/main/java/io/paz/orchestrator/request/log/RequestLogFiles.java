package io.paz.orchestrator.request.log;

import io.paz.orchestrator.request.RequestLog;
import io.paz.orchestrator.request.RequestPass;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the request log in files of bounded size, of which the newest are kept. They are evidence, not state: nothing is synced, and a line that
 * a crash loses is lost.
 */
public final class RequestLogFiles implements RequestLog, AutoCloseable {

    private static final String PREFIX = "requests-";
    private static final long DEFAULT_FILE_BYTES = 8L * 1024 * 1024;
    private static final int DEFAULT_FILES = 16;

    private final Path folder;
    private final long fileBytes;
    private final int files;
    private @Nullable BufferedWriter writer;
    private long number;
    private long written;

    /** @param folder made if it does not exist, readable by its owner only */
    public RequestLogFiles(Path folder) {
        this(folder, DEFAULT_FILE_BYTES, DEFAULT_FILES);
    }

    RequestLogFiles(Path folder, long fileBytes, int files) {
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.files = files;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            this.number = numbers().stream().max(Long::compare).orElse(0L);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the request log cannot be used: " + folder, e);
        }
    }

    @Override
    public synchronized void add(String line) {
        try {
            BufferedWriter open = writer;
            if (open == null || written >= fileBytes) {
                open = begin();
            }
            open.write(line);
            open.write('\n');
            written += line.length() + 1L;
        } catch (IOException e) {
            throw new UncheckedIOException("The request log cannot be written", e);
        }
    }

    /** A start begins a new file, so that no unfinished line is continued. */
    private BufferedWriter begin() throws IOException {
        close();
        number++;
        written = 0;
        BufferedWriter begun = Files.newBufferedWriter(
                file(number), StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writer = begun;
        for (long old : numbers()) {
            if (old <= number - files) {
                Files.deleteIfExists(file(old));
            }
        }
        return begun;
    }

    @Override
    public List<RequestPass> find(String id, int limit) {
        flush();
        String marked = " " + id + " ";
        Deque<RequestPass> found = new ArrayDeque<>();
        try {
            for (long one :
                    numbers().stream().sorted(Collections.reverseOrder()).toList()) {
                List<RequestPass> here = in(file(one), marked);
                for (int i = here.size() - 1; i >= 0 && found.size() < limit; i--) {
                    found.addFirst(here.get(i));
                }
                if (found.size() >= limit) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The request log cannot be read", e);
        }
        return List.copyOf(found);
    }

    private static List<RequestPass> in(Path file, String marked) throws IOException {
        List<RequestPass> found = new ArrayList<>();
        if (!Files.exists(file)) {
            return found;
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains(marked)) {
                    RequestPass.parse(line)
                            .filter(pass -> marked.strip().equals(pass.id()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private synchronized void flush() {
        try {
            if (writer != null) {
                writer.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The request log cannot be written", e);
        }
    }

    private List<Long> numbers() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(PREFIX + "[0-9]{1,18}"))
                    .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                    .toList();
        }
    }

    private Path file(long one) {
        return folder.resolve(PREFIX + one);
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
