package io.paz.secret;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** File of the keys, one a line: the last one encrypts, all decrypt. Lines that begin with # are comments. */
record SecretKeyFile(Path path) implements KeySource {

    private static final String COMMENT =
            "# Keys of Paz's secrets. Keep a copy apart from the backups, which cannot be used without it.";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final int MAX_KEYS = 1000;
    private static final int MAX_SIZE = 100_000;

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<SecretKey> read() {
        try {
            if (Files.size(path) > MAX_SIZE) {
                throw new SecretKeyException("%s: more than %d bytes (expected: a key file)".formatted(path, MAX_SIZE));
            }
            return parse(name(), Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            throw new SecretKeyException(
                    "%s: there is no key file (expected: the one that secrets were encrypted with; put it back from your copy)"
                            .formatted(path));
        } catch (IOException e) {
            throw new SecretKeyException("%s: the key file cannot be read: %s".formatted(path, e));
        }
    }

    static List<SecretKey> parse(String name, List<String> lines) {
        List<SecretKey> keys = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(parse(name, line, number));
                check(name, ids.add(keys.get(keys.size() - 1).id()), number, "an ID that no other line has");
            }
        }
        check(name, !keys.isEmpty(), lines.size(), "at least one key");
        check(name, keys.size() <= MAX_KEYS, lines.size(), "at most " + MAX_KEYS + " keys");
        return List.copyOf(keys);
    }

    private static SecretKey parse(String name, String line, int number) {
        try {
            return SecretKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw new SecretKeyException("%s, line %d: damaged (%s); put the file back from your copy"
                    .formatted(name, number, e.getMessage()));
        }
    }

    private static void check(String name, boolean isRight, int number, String expected) {
        if (!isRight) {
            throw new SecretKeyException("%s, line %d: damaged (expected: %s); put the file back from your copy"
                    .formatted(name, number, expected));
        }
    }

    /** Makes a file with one key where there is none. Of two that make one at once, the first one's stays. */
    void createIfMissing() {
        if (Files.exists(path)) {
            return;
        }
        try {
            Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(
                    folder, path.getFileName() + ".", ".new", PosixFilePermissions.asFileAttribute(PRIVATE));
            try {
                write(unfinished, COMMENT + "\n" + SecretKey.random().line() + "\n");
                Files.createLink(path, unfinished);
                sync(folder);
            } finally {
                Files.delete(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new SecretKeyException("%s: the key file cannot be made: %s".formatted(path, e));
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
