package io.paz.orchestrator.cluster.balancing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HAProxy's statistics as comma-separated values; the first line names the columns. */
public final class StatisticsPage {

    private static final String BEGINNING = "# pxname,svname,";
    private static final String NUMBER = "[0-9]{1,15}";

    private final Map<String, Integer> columns = new HashMap<>();

    private StatisticsPage(String header) {
        List<String> names = Arrays.asList(header.substring(2).split(","));
        names.forEach(name -> columns.putIfAbsent(name, names.indexOf(name)));
    }

    /** The servers of services, by instance; empty when the text is something else than statistics. */
    public static Optional<Map<InstanceId, ServerFigures>> parse(String text) {
        if (!text.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        StatisticsPage page =
                new StatisticsPage(text.lines().findFirst().orElse(BEGINNING).strip());
        Map<InstanceId, ServerFigures> servers = new HashMap<>();
        text.lines().skip(1).forEach(line -> page.read(line.split(",", -1), servers));
        return Optional.of(servers);
    }

    private void read(String[] line, Map<InstanceId, ServerFigures> servers) {
        InstanceId.parse(value(line, "svname"))
                .filter(id -> id.service().equals(value(line, "pxname")))
                .ifPresent(id -> servers.put(id, figures(line)));
    }

    private ServerFigures figures(String[] line) {
        return new ServerFigures(
                value(line, "status").split(" ", 2)[0],
                (int) number(line, "weight"),
                (int) number(line, "scur"),
                (int) number(line, "qcur"),
                columns.containsKey("req_tot") ? number(line, "req_tot") : number(line, "stot"),
                number(line, "hrsp_5xx") + number(line, "econ") + number(line, "eresp"),
                (int) number(line, "rtime"),
                0,
                0);
    }

    private long number(String[] line, String column) {
        String text = value(line, column);
        return text.matches(NUMBER) ? Long.parseLong(text) : 0;
    }

    private String value(String[] line, String column) {
        Integer index = columns.get(column);
        return index == null || index >= line.length ? "" : line[index];
    }
}
