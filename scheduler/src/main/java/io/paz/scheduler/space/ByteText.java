package io.paz.scheduler.space;

import java.util.List;
import java.util.Locale;

/** Numbers of bytes for people. */
public final class ByteText {

    private static final List<String> SUFFIXES = List.of("kB", "MB", "GB", "TB", "PB", "EB");

    private ByteText() {}

    /** Such as {@code 1.5 GB}, with a factor of 1000 as disks are sold. */
    public static String of(long bytes) {
        double value = bytes;
        int suffix = -1;
        while (value >= 999.95 && suffix < SUFFIXES.size() - 1) {
            value /= 1000;
            suffix++;
        }
        return suffix < 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, SUFFIXES.get(suffix));
    }
}
