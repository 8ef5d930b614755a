package io.paz.scheduler.canary;

import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.traffic.CounterReading;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import io.paz.scheduler.traffic.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Snapshot of the load balancers' counters for the new version and the old one.
 *
 * @param silent which balancers do not answer, for people
 */
record CanaryObservation(Side next, Side old, String silent) {

    /**
     * One of the two.
     *
     * @param readings by balancer and instance
     * @param responseMillis mean of all answers
     */
    record Side(Map<String, CounterReading> readings, int responseMillis) {

        CanaryAnalysis.Sample sample(Traffic counted) {
            return CanaryAnalysis.Sample.of(counted, responseMillis);
        }
    }

    public static CanaryObservation of(List<Report> reports, Takeover takeover) {
        Predicate<Server> isNext =
                server -> server.release().equals(takeover.next().id());
        Predicate<Server> isOld =
                server -> takeover.serving().stream().anyMatch(old -> old.id().equals(server.release()));
        String silent = reports.stream()
                .filter(Report::isSilent)
                .map(report -> "; without " + report.balancer() + ", which could not be asked: " + report.problem())
                .collect(Collectors.joining());
        return new CanaryObservation(side(reports, isNext), side(reports, isOld), silent);
    }

    private static Side side(List<Report> reports, Predicate<Server> wanted) {
        Map<String, CounterReading> readings = new HashMap<>();
        for (Report report : reports) {
            report.servers().stream()
                    .filter(wanted)
                    .forEach(server -> readings.put(
                            report.balancer() + " " + server.release() + " " + server.instance(),
                            new CounterReading(report.lifetime(), server.traffic())));
        }
        return new Side(
                readings,
                responseMillis(reports.stream()
                        .flatMap(report -> report.servers().stream())
                        .filter(wanted)
                        .toList()));
    }

    private static int responseMillis(List<Server> servers) {
        long answers = servers.stream()
                .mapToLong(server -> server.traffic().requests())
                .sum();
        long millis = servers.stream()
                .mapToLong(server -> server.traffic().requests() * server.responseMillis())
                .sum();
        return answers == 0 ? 0 : (int) (millis / answers);
    }
}
