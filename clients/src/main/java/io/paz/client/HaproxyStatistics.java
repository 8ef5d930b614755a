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

    private static final String BEGINNING = "# pxname,svname,";
    private static final String NUMBER = "[0-9]{1,18}";

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Row> rows;

    private HaproxyStatistics(String text) {
        String[] names = text.lines().findFirst().orElseThrow().substring(2).split(",");
        for (int column = 0; column < names.length; column++) {
            columns.put(names[column], column);
        }
        rows = text.lines().skip(1).map(line -> new Row(line.split(",", -1))).toList();
    }

    /** Empty when the text is something else than HAProxy's statistics. */
    public static Optional<HaproxyStatistics> parse(String text) {
        return text.startsWith(BEGINNING) ? Optional.of(new HaproxyStatistics(text)) : Optional.empty();
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
