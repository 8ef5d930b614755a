package io.paz.host.manager.process;

import io.paz.host.unit.UnitName;

/** Takes what processes print. */
public interface OutputSink {
    /**
     * Takes one line.
     *
     * @param source names the file that it stands in
     * @param end position behind the line in that file
     */
    void line(UnitName unit, String source, long end, String text);

    /** The position behind the last line taken from that file; 0 if none was. */
    long taken(UnitName unit, String source);

    /** Makes sure that what was taken stays, whatever happens to the machine. */
    void sync(UnitName unit);
}
