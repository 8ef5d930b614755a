package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last record that is known to be on disk. It stands in a file of its own, so that records that are cut off later are missed, and those that a
 * crash cut off are not.
 *
 * @param sequence 0 before the first record
 */
record AuditHead(long sequence, String hash) {

    static final String FILE = "head";

    private static final Pattern SHAPE = Pattern.compile("([0-9]{19}) ([0-9a-f]{64})\n");

    static AuditHead start() {
        return new AuditHead(0, AuditChain.START);
    }

    /** Empty when there is none, or none that is whole. */
    static Optional<AuditHead> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher matcher = SHAPE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? Optional.of(new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** In place: the text always has the same length. */
    void write(FileChannel channel) throws IOException {
        String text = "%019d %s\n".formatted(sequence, hash);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }
}
