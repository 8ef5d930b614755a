package io.paz.orchestrator.observe;

import io.paz.client.HaproxyStatistics;
import io.paz.client.HaproxyStatistics.Row;
import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.balancing.ServerFigures;
import java.util.HashMap;
import java.util.Map;

/** Servers of services, extracted from HAProxy's statistics. */
final class StatisticsPage {

    private StatisticsPage() {}

    /** By instance. */
    static Map<InstanceId, ServerFigures> servers(HaproxyStatistics statistics) {
        Map<InstanceId, ServerFigures> servers = new HashMap<>();
        for (Row row : statistics.rows()) {
            InstanceId.parse(row.server())
                    .filter(id -> id.service().equals(row.proxy()))
                    .ifPresent(id -> servers.put(id, figures(row)));
        }
        return servers;
    }

    /** Without what follows HAProxy's word, as in {@code UP 1/3}. */
    private static String status(String text) {
        return text.equals(ServerFigures.NOT_CHECKED) ? text : text.split(" ", 2)[0];
    }

    private static ServerFigures figures(Row row) {
        return new ServerFigures(
                status(row.text("status")),
                (int) row.count("weight"),
                (int) row.count("scur"),
                (int) row.count("qcur"),
                row.count(row.has("req_tot") ? "req_tot" : "stot"),
                row.count("hrsp_5xx") + row.count("econ") + row.count("eresp"),
                (int) row.count("rtime"),
                0,
                0);
    }
}
