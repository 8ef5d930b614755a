package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Balancers.Report;
import io.paz.scheduler.deployment.engine.EngineUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the accounts of deployments: what the balancers count between their start and their end. Each method blocks for seconds at most. */
final class Accounts {

    private final Balancers balancers;

    Accounts(Balancers balancers) {
        this.balancers = balancers;
    }

    Opening open(String service) {
        Map<String, Reading> readings = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        try {
            balancers.ask(service).forEach(report -> take(report, readings, problems));
        } catch (EngineUnavailable e) {
            problems.put("every load balancer", String.valueOf(e.getMessage()));
        }
        return new Opening(readings, problems);
    }

    /** Of a service that nothing was routed to before: all that its balancers count now came with its first instances. */
    Opening openAtZero(String service) {
        Opening now = open(service);
        Map<String, Reading> readings = new HashMap<>();
        now.readings()
                .forEach((balancer, reading) -> readings.put(balancer, new Reading(reading.lifetime(), Traffic.NONE)));
        return new Opening(readings, now.problems());
    }

    private static void take(Report report, Map<String, Reading> readings, Map<String, String> problems) {
        String problem = report.problem();
        if (problem == null) {
            readings.put(report.balancer(), new Reading(report.lifetime(), report.traffic()));
        } else {
            problems.put(report.balancer(), problem);
        }
    }

    Receipt close(Deployment deployment) {
        Opening opening = deployment.opening();
        if (opening == null) {
            return Receipt.of(Traffic.NONE, List.of("nothing was counted at the start"), deployment.steps());
        }
        Opening end = open(deployment.id().service());
        Map<String, Reading> comparable = new HashMap<>(end.readings());
        comparable.keySet().retainAll(opening.readings().keySet());
        Meter meter = Meter.from(opening.readings()).next(comparable);
        return Receipt.of(meter.sum(), gaps(opening, end, meter), deployment.steps());
    }

    private static List<String> gaps(Opening opening, Opening end, Meter meter) {
        List<String> gaps = new ArrayList<>();
        opening.problems()
                .forEach((balancer, problem) -> gaps.add(balancer + " gave no counters at the start: " + problem));
        end.problems().forEach((balancer, problem) -> gaps.add(balancer + " gave no counters at the end: " + problem));
        opening.readings().keySet().stream()
                .filter(balancer ->
                        !end.readings().containsKey(balancer) && end.problems().isEmpty())
                .forEach(balancer -> gaps.add(balancer + " was no longer there at the end"));
        meter.restarted()
                .forEach(balancer ->
                        gaps.add(balancer + " was reloaded or started anew; what it counted before that is not known"));
        return gaps;
    }
}
