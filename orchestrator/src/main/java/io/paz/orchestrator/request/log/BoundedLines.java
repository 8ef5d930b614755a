package io.paz.orchestrator.request.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads lines of bounded length; longer ones are left out. Not thread-safe. */
final class BoundedLines {

    private static final int READ_BYTES = 64 * 1024;

    private final byte[] line;
    private int length;
    private boolean tooLong;

    /** @param maxBytes of a line, without its end */
    BoundedLines(int maxBytes) {
        this.line = new byte[maxBytes];
    }

    /** Reads until the end, and gives each line that is ended; blocks. */
    void read(InputStream in, Consumer<String> taker) throws IOException {
        byte[] buffer = new byte[READ_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                take(buffer[i], taker);
            }
        }
    }

    private void take(byte one, Consumer<String> taker) {
        if (one == '\n') {
            if (!tooLong) {
                taker.accept(new String(line, 0, length, StandardCharsets.ISO_8859_1));
            }
            length = 0;
            tooLong = false;
        } else if (length < line.length) {
            line[length++] = one;
        } else {
            tooLong = true;
        }
    }
}
