package io.paz.host.manager.process.output;

import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits bytes of a file into lines. Pure. */
final class LineSplitter {
    /** As journald: a line that goes on for longer is broken. */
    static final int MAX_LINE = 48 * 1024;

    private LineSplitter() {}

    /**
     * The lines that are whole, and parts of one that is too long.
     *
     * @param begin position of the first byte in its file
     */
    static List<PrintedLine> split(byte[] bytes, int length, long begin) {
        List<PrintedLine> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < length; i++) {
            boolean lineEnd = bytes[i] == '\n';
            if (lineEnd || i - start == MAX_LINE) {
                int end = lineEnd ? i : characterStart(bytes, i);
                start = addLine(lines, bytes, start, end, lineEnd ? i + 1 : end, begin);
                i = start - 1;
            }
        }
        return lines;
    }

    private static int addLine(List<PrintedLine> lines, byte[] bytes, int from, int to, int next, long begin) {
        lines.add(new PrintedLine(text(bytes, from, to), begin + next));
        return next;
    }

    /** Begin of the character that the byte belongs to. */
    private static int characterStart(byte[] bytes, int at) {
        int start = at;
        while (start > at - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return (bytes[start] & 0xC0) == 0x80 ? at : start;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
