package io.paz.haproxy.control;

import io.paz.haproxy.publish.ServerName;
import io.paz.haproxy.publish.ServerState;
import java.util.ArrayList;
import java.util.List;

/** HAProxy's table of its servers ({@code show servers state}), whose second line names the columns. */
final class ServerStates {

    private static final String HEADER = "# ";
    private static final int RUNNING = 2;
    private static final int PASSED = 3;
    private static final int READY = 0;

    private final List<String> columns;

    private ServerStates(List<String> columns) {
        this.columns = columns;
    }

    /** @throws IllegalArgumentException for another answer */
    static List<ServerState> parse(String answer) {
        List<String> lines = answer.lines().toList();
        if (lines.size() < 2 || !lines.get(1).startsWith(HEADER)) {
            throw new IllegalArgumentException("not HAProxy's table of servers: " + answer);
        }
        ServerStates table = new ServerStates(words(lines.get(1).substring(HEADER.length())));
        List<ServerState> states = new ArrayList<>();
        lines.stream().skip(2).filter(line -> !line.isBlank()).forEach(line -> states.add(table.state(words(line))));
        return states;
    }

    private ServerState state(List<String> row) {
        return new ServerState(
                new ServerName(text(row, "be_name"), text(row, "srv_name")),
                text(row, "srv_addr") + ":" + text(row, "srv_port"),
                number(row, "srv_uweight"),
                number(row, "srv_admin_state") != READY,
                number(row, "srv_op_state") == RUNNING && number(row, "srv_check_result") == PASSED);
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
