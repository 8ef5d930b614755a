package io.paz.haproxy.control;

import io.paz.haproxy.publish.ServerName;
import io.paz.haproxy.publish.ServerState;
import java.util.List;

/** HAProxy's tables of its servers ({@code show servers state} and {@code show servers conn}), which name their columns. */
final class ServerTable {

    private static final String HEADER = "# ";
    private static final int RUNNING = 2;
    private static final int NO_RESULT = 0;
    private static final int PASSED = 3;
    private static final int IN_PROGRESS = 1;
    private static final int READY = 0;

    private final List<String> columns;
    private final List<List<String>> rows;

    private ServerTable(List<String> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** @throws IllegalArgumentException for another answer */
    static ServerTable parse(String answer) {
        List<String> lines =
                answer.lines().dropWhile(line -> !line.startsWith(HEADER)).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("not HAProxy's table of servers: " + answer);
        }
        return new ServerTable(
                words(lines.get(0).substring(HEADER.length())),
                lines.stream()
                        .skip(1)
                        .filter(line -> !line.isBlank())
                        .map(ServerTable::words)
                        .toList());
    }

    /** Of {@code show servers state}. */
    List<ServerState> states() {
        return rows.stream().map(this::state).toList();
    }

    /** Of {@code show servers conn}: whether requests are under way at the server; idle connections are none. */
    boolean isUsed(ServerName server) {
        return rows.stream()
                .anyMatch(row -> text(row, "bkname/svname").equals(server.toString()) && number(row, "used_cur") > 0);
    }

    private ServerState state(List<String> row) {
        return new ServerState(
                new ServerName(text(row, "be_name"), text(row, "srv_name")),
                text(row, "srv_addr") + ":" + text(row, "srv_port"),
                number(row, "srv_uweight"),
                number(row, "srv_admin_state") != READY,
                number(row, "srv_op_state") == RUNNING && number(row, "srv_check_result") == PASSED,
                number(row, "srv_check_result") == NO_RESULT && (number(row, "srv_check_state") & IN_PROGRESS) == 0);
    }

    private int number(List<String> row, String column) {
        return Integer.parseInt(text(row, column));
    }

    private String text(List<String> row, String column) {
        int index = columns.indexOf(column);
        if (index < 0 || index >= row.size()) {
            throw new IllegalArgumentException("HAProxy's table of servers lacks " + column);
        }
        return row.get(index);
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }
}
