package io.paz.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Input of a fuzz test as text; ASCII's own separators part it, so that an input that is kept can be read. */
final class Input {

    /** Parts an input. */
    private static final String RECORD = "\u001e";
    /** Parts a record. */
    private static final String UNIT = "\u001f";

    private Input() {}

    static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    static List<String> records(byte[] input) {
        return List.of(text(input).split(RECORD, -1));
    }

    /** Returns the units of a record; none where the input has no such record. */
    static List<String> units(List<String> records, int index) {
        return index < records.size() && !records.get(index).isEmpty()
                ? List.of(records.get(index).split(UNIT, -1))
                : List.of();
    }
}
