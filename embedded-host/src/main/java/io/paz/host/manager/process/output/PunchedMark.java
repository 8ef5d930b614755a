package io.paz.host.manager.process.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How many bytes of a file of output were given back. The journal may have dropped the lines that would tell it. */
record PunchedMark(Path file) {
    static PunchedMark of(Path output) {
        return new PunchedMark(output.resolveSibling("punched-" + output.getFileName()));
    }

    /** 0 where nothing is known, or what is there cannot be read: the file of output itself shows what was given back. */
    long read() {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.matches("\\d{1,18}\n") ? Long.parseLong(text.strip()) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    void write(long bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, bytes + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
