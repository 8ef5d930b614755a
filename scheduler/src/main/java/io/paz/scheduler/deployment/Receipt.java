package io.paz.scheduler.deployment;

import io.paz.scheduler.plan.Task;
import io.paz.scheduler.traffic.Traffic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Summary of a deployment's effect on the service's traffic, and of its duration.
 *
 * @param traffic of the service while it ran, as far as it is known
 * @param gaps what of the traffic is not known, and why; empty when all of it is
 * @param gates time that each kind of gate took, all of its kind together
 * @param drainMillis from the withdrawal of instances to their end, the waiting for open connections included
 */
public record Receipt(Traffic traffic, List<String> gaps, List<Gate> gates, long drainMillis) {

    private static final List<Task.Kind> GATES = List.of(
            Task.Kind.AWAIT_HEALTHY,
            Task.Kind.AWAIT_BALANCED,
            Task.Kind.AWAIT_WITHDRAWN,
            Task.Kind.AWAIT_OUT,
            Task.Kind.DESTROY);
    private static final List<Task.Kind> DRAIN =
            List.of(Task.Kind.AWAIT_WITHDRAWN, Task.Kind.AWAIT_OUT, Task.Kind.DESTROY);

    /** Steps at which a task can begin; others report what happened in between. */
    private static final Set<String> BOUNDARIES = Stream.concat(
                    Stream.of("accepted", "started", "abandoned"),
                    Arrays.stream(Task.Kind.values()).map(Task.Kind::step))
            .collect(Collectors.toUnmodifiableSet());

    public Receipt {
        gaps = List.copyOf(gaps);
        gates = List.copyOf(gates);
    }

    /** Time that the steps of a name took together. */
    public record Gate(String name, long millis) {}

    public boolean complete() {
        return gaps.isEmpty();
    }

    public static Receipt of(Traffic traffic, List<String> gaps, List<Step> steps) {
        Map<String, Long> times = times(steps);
        List<Gate> gates = names(GATES)
                .filter(times::containsKey)
                .map(name -> new Gate(name, times.getOrDefault(name, 0L)))
                .toList();
        long drain =
                names(DRAIN).mapToLong(name -> times.getOrDefault(name, 0L)).sum();
        return new Receipt(traffic, gaps, gates, drain);
    }

    /** A task lasts from the end of the one before it to its own. */
    private static Map<String, Long> times(List<Step> steps) {
        List<Step> tasks =
                steps.stream().filter(step -> BOUNDARIES.contains(step.name())).toList();
        Map<String, Long> times = new HashMap<>();
        for (int i = 1; i < tasks.size(); i++) {
            long millis =
                    Duration.between(tasks.get(i - 1).at(), tasks.get(i).at()).toMillis();
            times.merge(tasks.get(i).name(), Math.max(0, millis), Long::sum);
        }
        return times;
    }

    private static Stream<String> names(List<Task.Kind> kinds) {
        return kinds.stream().map(Task.Kind::step);
    }
}
