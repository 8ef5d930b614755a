package io.paz.haproxy.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder that HAProxy reads its files from, and beneath it the one where new files are staged. */
final class ConfigurationFolder {

    private static final String STAGED = ".staged";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Path staged;

    ConfigurationFolder(Path folder) {
        this.folder = folder;
        this.staged = folder.resolve(STAGED);
    }

    /** Reads malformed UTF-8, such as a truncated file, as text that differs from any published one. */
    SortedMap<String, String> present(Set<String> names) throws IOException {
        SortedMap<String, String> present = new TreeMap<>();
        for (String name : names) {
            try {
                present.put(name, new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return present;
    }

    /** Writes all files beside the real ones, so that they can be checked together; gives the folder. */
    Path stage(Map<String, String> files) throws IOException {
        Files.createDirectories(staged);
        clear();
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(staged.resolve(file.getKey()), file.getValue());
        }
        return staged;
    }

    /** Keys are readable by HAProxy's master alone, which reads its files before its workers give up their rights. */
    private static void write(Path file, String text) throws IOException {
        if (CertificateList.isCertificate(file.getFileName().toString())) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        Files.writeString(file, text);
    }

    /** Deletes the certificates that are not among the files. */
    void deleteOtherCertificates(Set<String> files) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> CertificateList.isCertificate(file.getFileName().toString()))
                    .filter(file -> !files.contains(file.getFileName().toString()))
                    .forEach(ConfigurationFolder::delete);
        }
    }

    /** Puts staged files in the place of the real ones; after a power loss each is either old or new, never cut. */
    void adopt(Set<String> names) throws IOException {
        for (String name : names) {
            sync(staged.resolve(name), StandardOpenOption.WRITE);
            Files.move(
                    staged.resolve(name),
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        sync(folder, StandardOpenOption.READ);
    }

    private static void sync(Path file, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(file, option)) {
            channel.force(true);
        }
    }

    void clearStage() throws IOException {
        if (Files.exists(staged)) {
            clear();
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(staged)) {
            files.forEach(ConfigurationFolder::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
