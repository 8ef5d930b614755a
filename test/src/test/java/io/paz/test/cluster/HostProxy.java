package io.paz.test.cluster;

import io.paz.test.platform.Command;
import java.util.List;
import java.util.Map;

/** The HAProxy of a host, from outside. */
final class HostProxy {

    private static final int STATUS_FIELD = 17;

    private HostProxy() {}

    /** The status of each of so many answers of a service, 000 where there was none. */
    static List<String> statuses(ClusterHost host, String service, int count) {
        return answers(host, service, count).stream()
                .filter(line -> line.matches("[0-9]{3}"))
                .toList();
    }

    /** So many answers of a service, one after the other: for each its body, and a line with its status. */
    static List<String> answers(ClusterHost host, String service, int count) {
        return Command.of(
                        "curl",
                        "-s",
                        "--max-time",
                        "20",
                        "-H",
                        "Host: " + service + ".paz",
                        "-w",
                        "\n%{http_code}\n",
                        "http://" + host.ip() + ":8080/?[1-" + count + "]")
                .run(Map.of())
                .output()
                .lines()
                .toList();
    }

    /** Whether it leads to a part of Paz under its name, and that part is well. */
    static boolean leadsTo(ClusterHost host, String part) {
        return Command.of(
                                "curl",
                                "-sf",
                                "--max-time",
                                "5",
                                "-H",
                                "Host: " + part + ".paz",
                                "http://" + host.ip() + ":8080/health")
                        .run(Map.of())
                        .status()
                == 0;
    }

    /** Servers that it holds for a service and calls up. */
    static List<String> up(ClusterHost host, String service) {
        String user = "paz:" + Cluster.STATISTICS_PASSWORD;
        return Command.of("curl", "-s", "--max-time", "3", "--user", user, "http://" + host.ip() + ":8404/;csv")
                .run(Map.of())
                .output()
                .lines()
                .filter(line -> line.startsWith(service + "," + service + "-"))
                .map(line -> line.split(","))
                .filter(field -> field[STATUS_FIELD].startsWith("UP"))
                .map(field -> field[1])
                .toList();
    }
}
