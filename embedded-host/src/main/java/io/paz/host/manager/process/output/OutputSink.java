package io.paz.host.manager.process.output;

import io.paz.host.unit.UnitName;
import java.util.List;

/** Takes what processes print. Its methods fail with {@link java.io.UncheckedIOException} where nothing can be written. */
public interface OutputSink {
    /** One line, and the position after it in its file. */
    record PrintedLine(String text, long end) {}

    /**
     * Takes lines, all or the first of them.
     *
     * @param source names the file that they stand in
     */
    void lines(UnitName unit, String source, List<PrintedLine> lines);

    /** Notes that what stands before that position is not taken. */
    void skip(UnitName unit, String source, long end);

    /** Takes a message about the unit's output. */
    void note(UnitName unit, String message);

    /** The position after the last line taken from that file; 0 if none was. */
    long taken(UnitName unit, String source);

    /** Makes sure that what was taken stays, whatever happens to the machine. */
    void sync(UnitName unit);
}
