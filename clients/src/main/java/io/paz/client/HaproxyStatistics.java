package io.paz.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of one HAProxy, as it answers them to {@code /;csv}: one row for each front end, back end and server.
 * Columns are found by their names, which the first line gives: every release of HAProxy adds some.
 */
public final class HaproxyStatistics {

    /** Header of the answer with the number of old processes. */
    static final String OLD_PROCESSES = "X-Paz-Old-Processes";

    private static final String BEGINNING = "# pxname,svname,";
    private static final String NUMBER = "[0-9]{1,18}";

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Row> rows;

    private final int oldProcesses;

    private HaproxyStatistics(String text, int oldProcesses) {
        this.oldProcesses = oldProcesses;
        String[] names = text.lines().findFirst().orElseThrow().substring(2).split(",");
        for (int column = 0; column < names.length; column++) {
            columns.put(names[column], column);
        }
        rows = text.lines().skip(1).map(line -> new Row(line.split(",", -1))).toList();
    }

    /** Empty when the text is something else than HAProxy's statistics. */
    public static Optional<HaproxyStatistics> parse(String text) {
        return parse(text, "");
    }

    /** @param oldProcesses as the answer's {@link #OLD_PROCESSES} says; empty where it says nothing */
    static Optional<HaproxyStatistics> parse(String text, String oldProcesses) {
        int old = oldProcesses.matches("[0-9]{1,6}") ? Integer.parseInt(oldProcesses) : 0;
        return text.startsWith(BEGINNING) ? Optional.of(new HaproxyStatistics(text, old)) : Optional.empty();
    }

    /** Processes of this HAProxy's earlier configurations that live on with their connections. */
    public int oldProcesses() {
        return oldProcesses;
    }

    public List<Row> rows() {
        return rows;
    }

    /** Statistics row of a front end, backend or server. */
    public final class Row {

        private final String[] values;

        private Row(String[] values) {
            this.values = values;
        }

        /** Name of the front end or back end that the row belongs to. */
        public String proxy() {
            return text("pxname");
        }

        /** Name of the server, or {@code FRONTEND} or {@code BACKEND}. */
        public String server() {
            return text("svname");
        }

        /** Whether this HAProxy knows the column; what it says there may be empty all the same. */
        public boolean has(String column) {
            return columns.containsKey(column);
        }

        /** Empty where this HAProxy says nothing. */
        public String text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= values.length ? "" : values[index];
        }

        /** Zero where this HAProxy says nothing, or no whole number. */
        public long count(String column) {
            String text = text(column);
            return text.matches(NUMBER) ? Long.parseLong(text) : 0;
        }
    }
}
