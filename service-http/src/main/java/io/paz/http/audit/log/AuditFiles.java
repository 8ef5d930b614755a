package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the log. Each is named after its first record, so that the order of names is the order of records. */
final class AuditFiles {

    private static final Pattern NAME = Pattern.compile("audit-[0-9]{12}\\.jsonl");
    private static final int DIGITS_FROM = "audit-".length();
    private static final int DIGITS_TO = DIGITS_FROM + 12;

    private AuditFiles() {}

    /** Oldest first. */
    static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(name(file)).matches())
                    .sorted()
                    .toList();
        }
    }

    static Path startingAt(Path folder, long sequence) {
        return folder.resolve("audit-%012d.jsonl".formatted(sequence));
    }

    static long firstSequence(Path file) {
        return Long.parseLong(name(file).substring(DIGITS_FROM, DIGITS_TO));
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    /**
     * @param lines whole ones, without their ends
     * @param rest bytes behind the last end of a line
     */
    record Content(List<byte[]> lines, int rest) {}

    static Content read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return new Content(lines, bytes.length - from);
    }
}
