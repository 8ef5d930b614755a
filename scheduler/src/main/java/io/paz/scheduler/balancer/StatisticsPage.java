package io.paz.scheduler.balancer;

import io.paz.client.HaproxyStatistics.Row;
import io.paz.engine.InstanceId;
import io.paz.scheduler.serving.BalancerHealth;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import io.paz.scheduler.traffic.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of HAProxy's statistics page. */
record StatisticsPage(List<Row> rows) {

    /** The star is of a check that is under way. */
    private static final Pattern NO_CHECK_ENDED = Pattern.compile("(?:\\* )?(?:INI|UNK)");

    /** Requests that all front ends have taken, this statistics page's own included. */
    long lifetime() {
        return rows.stream()
                .filter(row -> row.server().equals("FRONTEND"))
                .mapToLong(row -> row.count("req_tot"))
                .sum();
    }

    /** Of the backend that has the service's name. */
    Traffic traffic(String service) {
        return rows.stream()
                .filter(row -> row.proxy().equals(service) && row.server().equals("BACKEND"))
                .findFirst()
                .map(StatisticsPage::traffic)
                .orElse(Traffic.NONE);
    }

    private static Traffic traffic(Row row) {
        return new Traffic(
                row.count("req_tot"),
                row.count("hrsp_5xx"),
                row.count("econ") + row.count("eresp"),
                row.count("wretr"),
                row.count("wredis"));
    }

    /** Servers {@code <service>-<version>-<instance>} of the backend that has the service's name. */
    List<Server> servers(String service) {
        return rows.stream()
                .filter(row -> row.proxy().equals(service))
                .flatMap(row -> server(row, service).stream())
                .toList();
    }

    /** Servers of every service. */
    Map<InstanceId, BalancerHealth> health(String balancer) {
        Map<InstanceId, BalancerHealth> all = new HashMap<>();
        for (Row row : rows) {
            server(row, row.proxy())
                    .ifPresent(server -> all.put(
                            server.release().instance(server.instance()),
                            new BalancerHealth(
                                    balancer,
                                    server.isUp(),
                                    server.checked() ? server.status() : "not checked yet",
                                    failure(row))));
        }
        return all;
    }

    private static String failure(Row row) {
        String check = row.text("check_status").replace("* ", "");
        return switch (check) {
            case "L4TOUT", "L6TOUT", "L7TOUT" -> "does not answer in time";
            case "L4CON" -> "fails: connection refused";
            case "L7STS" -> "answers " + row.count("check_code");
            case "L6RSP", "L7RSP" -> "gets an invalid answer";
            default -> "";
        };
    }

    private static Optional<Server> server(Row row, String service) {
        return InstanceId.parse(row.server())
                .filter(id -> id.service().equals(service))
                .map(id -> server(row, id));
    }

    private static Server server(Row row, InstanceId id) {
        return new Server(
                id.release(),
                id.instance(),
                row.text("status"),
                !NO_CHECK_ENDED.matcher(row.text("check_status")).matches(),
                (int) row.count("weight"),
                traffic(row),
                (int) row.count("scur"),
                (int) row.count("rtime"));
    }
}
