package io.paz.host.stats.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The forms in which the kernel writes numbers. A file that is missing has no lines. */
final class KernelFile {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int BUFFER_LENGTH = 8 * 1024;
    private static final Pattern SEPARATOR = Pattern.compile("[:\\s]+");

    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[BUFFER_LENGTH]);

    private KernelFile() {}

    /** Hundreds are read each second: the buffers of a reader would be a third of what an idle host allocates. */
    static List<String> lines(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] buffer = BUFFER.get();
            int length = in.readNBytes(buffer, 0, buffer.length);
            return length < buffer.length
                    ? new String(buffer, 0, length, StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : Files.readAllLines(file);
        } catch (IOException e) {
            // The file of a group that was removed while it was read.
            if (Files.exists(file)) {
                throw e;
            }
            return List.of();
        }
    }

    /** Of a file that holds one number; empty for another word, such as {@code max}. */
    static OptionalLong number(Path file) throws IOException {
        return lines(file).stream()
                .filter(line -> NUMBER.matcher(line).matches())
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** Of lines {@code key value}, separated by a colon or spaces; 0 if the key is not there. */
    static long value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(KernelFile::words)
                .filter(words -> words.length > 1 && words[0].equals(key))
                .mapToLong(words -> Long.parseLong(words[1]))
                .findFirst()
                .orElse(0);
    }

    /** The words of a line, between colons or spaces. */
    static String[] words(String line) {
        return SEPARATOR.split(line);
    }

    /** Of words {@code key=value}; 0 if the key is not there. */
    static long assigned(String line, String key) {
        return Stream.of(line.split("\\s+"))
                .filter(word -> word.startsWith(key + "="))
                .mapToLong(word -> Long.parseLong(word.substring(key.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
