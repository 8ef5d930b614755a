package io.paz.host.journal;

/**
 * Where to begin in the journal: an entry, or a time.
 *
 * @param sequence of the first entry that counts
 * @param micros time of the first entry that counts, in microseconds since 1970
 */
public record JournalPosition(long sequence, long micros) {
    static final String SEQUENCE = "i=";
    private static final String TIME = "t=";

    /** The position of an entry. */
    public static JournalPosition at(long sequence) {
        return new JournalPosition(sequence, Long.MIN_VALUE);
    }

    /**
     * Reads a cursor: that of an entry, or, as journald takes it too, {@code t=} with the time in hexadecimal microseconds.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static JournalPosition of(String cursor) {
        try {
            if (cursor.startsWith(SEQUENCE)) {
                return at(Long.parseLong(cursor.substring(SEQUENCE.length()), 16));
            }
            if (cursor.startsWith(TIME)) {
                return new JournalPosition(0, Long.parseLong(cursor.substring(TIME.length()), 16));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(badCursor(cursor), e);
        }
        throw new IllegalArgumentException(badCursor(cursor));
    }

    private static String badCursor(String cursor) {
        return "cursor: \"" + cursor + "\" (expected: the __CURSOR of an entry, or t=<hexadecimal microseconds>)";
    }

    boolean isAfter(JournalEntry entry) {
        return entry.sequence() < sequence || entry.micros() < micros;
    }
}
