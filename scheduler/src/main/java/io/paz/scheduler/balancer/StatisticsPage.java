package io.paz.scheduler.balancer;

import io.paz.scheduler.deployment.Balancers.Server;
import io.paz.scheduler.deployment.Traffic;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy's statistics as comma-separated values; the first line names the columns. */
final class StatisticsPage {

    private static final Pattern SERVER = Pattern.compile("(.+)-([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");
    private static final String BEGINNING = "# pxname,svname,";

    /** The star is of a check that is under way. */
    private static final Pattern NO_CHECK_ENDED = Pattern.compile("(?:\\* )?(?:INI|UNK)");

    private final List<String[]> lines;
    private final Map<String, Integer> columns = new HashMap<>();

    private StatisticsPage(String text) {
        lines = text.lines().map(line -> line.split(",", -1)).toList();
        String[] names = text.substring(2).lines().findFirst().orElse("").split(",");
        for (int column = 0; column < names.length; column++) {
            columns.put(names[column], column);
        }
    }

    /** Empty when the text is something else. */
    static Optional<StatisticsPage> parse(String text) {
        return text.startsWith(BEGINNING) ? Optional.of(new StatisticsPage(text)) : Optional.empty();
    }

    /** Requests that all front ends have taken, this statistics page's own included. */
    long lifetime() {
        return lines.stream()
                .filter(line -> value(line, "svname").equals("FRONTEND"))
                .mapToLong(line -> count(line, "req_tot"))
                .sum();
    }

    /** Of the backend that has the service's name. */
    Traffic traffic(String service) {
        return lines.stream()
                .filter(line -> value(line, "pxname").equals(service)
                        && value(line, "svname").equals("BACKEND"))
                .findFirst()
                .map(this::traffic)
                .orElse(Traffic.NONE);
    }

    private Traffic traffic(String[] line) {
        return new Traffic(
                count(line, "req_tot"),
                count(line, "hrsp_5xx"),
                count(line, "econ") + count(line, "eresp"),
                count(line, "wretr"),
                count(line, "wredis"));
    }

    /** Servers {@code <service>-<version>-<instance>} of the backend that has the service's name. */
    List<Server> servers(String service) {
        return lines.stream()
                .filter(line -> value(line, "pxname").equals(service))
                .flatMap(line -> server(line, service).stream())
                .toList();
    }

    private Optional<Server> server(String[] line, String service) {
        Matcher name = SERVER.matcher(value(line, "svname"));
        if (!name.matches() || !name.group(1).equals(service)) {
            return Optional.empty();
        }
        return Optional.of(new Server(
                new ReleaseId(service, Integer.parseInt(name.group(2))),
                Integer.parseInt(name.group(3)),
                value(line, "status"),
                !NO_CHECK_ENDED.matcher(value(line, "check_status")).matches(),
                (int) count(line, "weight"),
                traffic(line),
                (int) count(line, "rtime")));
    }

    /** A column that is empty, or that this HAProxy does not have, counts nothing. */
    private long count(String[] line, String column) {
        String text = value(line, column);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private String value(String[] line, String column) {
        Integer index = columns.get(column);
        return index == null || index >= line.length ? "" : line[index];
    }
}
