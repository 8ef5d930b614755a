package io.paz.host.journal;

import io.paz.host.journal.JournalEntry.Origin;
import io.paz.host.unit.UnitName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line as it stands in the file.
 *
 * @param s sequence
 * @param t microseconds since 1970
 * @param p priority
 * @param o the file that the line was printed to; null for the manager's own
 * @param e position after the line in that file
 * @param m null if the line only tells how far a file was read
 */
record Line(
        long s,
        long t,
        int p,
        @Nullable String o,
        long e,
        @Nullable String m) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Empty for a line that was not written to its end. */
    static Optional<Line> parse(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readValue(bytes, Line.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return (MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    Optional<JournalEntry> entry(UnitName unit) {
        return Optional.ofNullable(m).map(message -> new JournalEntry(s, t, unit, origin(), p, message));
    }

    private Origin origin() {
        if (o == null) {
            return Origin.MANAGER;
        }
        return o.startsWith(JournalEntry.CONTROL_SOURCE) ? Origin.CONTROL : Origin.PROGRAM;
    }
}
