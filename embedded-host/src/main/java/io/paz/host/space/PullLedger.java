package io.paz.host.space;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The references of images that this platform had pulled, in a file of lines. What is not in it is never removed, so a reference that is
 * lost costs room and nothing else. The file is in no backup: images stay on their machine. Safe for several threads.
 */
public final class PullLedger {

    /** Beyond this, the oldest are forgotten. */
    static final int MAX_REFERENCES = 10_000;

    private static final Logger log = LoggerFactory.getLogger(PullLedger.class);

    private final Path file;
    private final Set<String> references;

    public PullLedger(Path file) {
        this.file = file;
        this.references = read(file);
    }

    private static Set<String> read(Path file) {
        try {
            return new LinkedHashSet<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return new LinkedHashSet<>();
        } catch (IOException e) {
            log.warn("{} cannot be read: {}; images that were pulled before are not removed", file, e.toString());
            return new LinkedHashSet<>();
        }
    }

    /** In the order in which they were added. */
    public synchronized List<String> references() {
        return List.copyOf(references);
    }

    public synchronized boolean contains(String reference) {
        return references.contains(reference);
    }

    public synchronized void add(String reference) throws IOException {
        if (references.add(reference)) {
            while (references.size() > MAX_REFERENCES) {
                references.remove(references.iterator().next());
            }
            write();
        }
    }

    public synchronized void remove(String reference) throws IOException {
        if (references.remove(reference)) {
            write();
        }
    }

    private void write() throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, references, StandardCharsets.ISO_8859_1);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
