package io.paz.scheduler.execution;

import io.paz.engine.EngineUnavailableException;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Receipt;
import io.paz.scheduler.traffic.CounterReading;
import io.paz.scheduler.traffic.InitialCounters;
import io.paz.scheduler.traffic.LoadBalancers;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.Traffic;
import io.paz.scheduler.traffic.TrafficTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records the traffic of deployments: what the balancers count between their start and their end. Each method blocks for seconds at most. */
public final class TrafficRecorder {

    private final LoadBalancers balancers;

    public TrafficRecorder(LoadBalancers balancers) {
        this.balancers = balancers;
    }

    InitialCounters open(String service) {
        Map<String, CounterReading> readings = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        try {
            balancers.ask(service).forEach(report -> take(report, readings, problems));
        } catch (EngineUnavailableException e) {
            problems.put("every load balancer", String.valueOf(e.getMessage()));
        }
        return new InitialCounters(readings, problems);
    }

    /** Of a service that nothing was routed to before: all that its balancers count now came with its first instances. */
    InitialCounters openAtZero(String service) {
        InitialCounters now = open(service);
        Map<String, CounterReading> readings = new HashMap<>();
        now.readings()
                .forEach((balancer, reading) ->
                        readings.put(balancer, new CounterReading(reading.lifetime(), Traffic.NONE)));
        return new InitialCounters(readings, now.problems());
    }

    private static void take(Report report, Map<String, CounterReading> readings, Map<String, String> problems) {
        String problem = report.problem();
        if (problem == null) {
            readings.put(report.balancer(), new CounterReading(report.lifetime(), report.traffic()));
        } else {
            problems.put(report.balancer(), problem);
        }
    }

    Receipt close(Deployment deployment) {
        InitialCounters opening = deployment.opening();
        if (opening == null) {
            return Receipt.of(Traffic.NONE, List.of("nothing was counted at the start"), deployment.steps());
        }
        InitialCounters end = open(deployment.id().service());
        Map<String, CounterReading> comparable = new HashMap<>(end.readings());
        comparable.keySet().retainAll(opening.readings().keySet());
        TrafficTotals meter = TrafficTotals.from(opening.readings()).next(comparable);
        return Receipt.of(meter.sum(), gaps(opening, end, meter), deployment.steps());
    }

    private static List<String> gaps(InitialCounters opening, InitialCounters end, TrafficTotals meter) {
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
