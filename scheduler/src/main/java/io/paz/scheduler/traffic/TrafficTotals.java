package io.paz.scheduler.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sums counters across restarts of their load balancer: what was counted between
 * the last reading and such a start is lost. Immutable.
 *
 * @param last reading of each source
 * @param sum since the beginning
 * @param restarted sources that began again at zero
 */
public record TrafficTotals(Map<String, CounterReading> last, Traffic sum, Set<String> restarted) {

    public TrafficTotals {
        last = Collections.unmodifiableMap(new TreeMap<>(last));
        restarted = Collections.unmodifiableSet(new TreeSet<>(restarted));
    }

    public static TrafficTotals from(Map<String, CounterReading> beginning) {
        return new TrafficTotals(beginning, Traffic.NONE, Set.of());
    }

    /** A source that was not there before counts from now on; one that is missing now counts no further. */
    public TrafficTotals next(Map<String, CounterReading> now) {
        Map<String, CounterReading> latest = new TreeMap<>(last);
        Set<String> starts = new TreeSet<>(restarted);
        Traffic total = sum;
        for (Map.Entry<String, CounterReading> each : now.entrySet()) {
            CounterReading reading = each.getValue();
            CounterReading before = latest.put(each.getKey(), reading);
            if (before == null) {
                continue;
            }
            boolean anew = reading.isRestartedSince(before);
            total = total.plus(anew ? reading.traffic() : reading.traffic().minus(before.traffic()));
            if (anew) {
                starts.add(each.getKey());
            }
        }
        return new TrafficTotals(latest, total, starts);
    }
}
