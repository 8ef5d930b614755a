package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Balancers.Report;
import io.paz.scheduler.deployment.Balancers.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the balancers say at one moment of the instances of a new version and of those that it is to replace.
 *
 * @param silent which balancers do not answer, for people
 */
record Observation(Side next, Side old, String silent) {

    /**
     * One of the two.
     *
     * @param readings by balancer and instance
     * @param responseMillis mean of all answers
     */
    record Side(Map<String, Reading> readings, int responseMillis) {

        Verdict.Sample sample(Traffic counted) {
            return Verdict.Sample.of(counted, responseMillis);
        }
    }

    static Observation of(List<Report> reports, Takeover takeover) {
        Predicate<Server> isNext =
                server -> server.release().equals(takeover.next().id());
        Predicate<Server> isOld =
                server -> takeover.serving().stream().anyMatch(old -> old.id().equals(server.release()));
        String silent = reports.stream()
                .filter(Report::isSilent)
                .map(report -> "; without " + report.balancer() + ", which could not be asked: " + report.problem())
                .collect(Collectors.joining());
        return new Observation(side(reports, isNext), side(reports, isOld), silent);
    }

    private static Side side(List<Report> reports, Predicate<Server> wanted) {
        Map<String, Reading> readings = new HashMap<>();
        for (Report report : reports) {
            report.servers().stream()
                    .filter(wanted)
                    .forEach(server -> readings.put(
                            report.balancer() + " " + server.release() + " " + server.instance(),
                            new Reading(report.lifetime(), server.traffic())));
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
