package io.paz.scheduler.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Load balancers' counters of a service at the start of its deployment.
 *
 * @param readings by balancer
 * @param problems why some have no reading, by balancer
 */
public record InitialCounters(Map<String, CounterReading> readings, Map<String, String> problems) {

    public InitialCounters {
        readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        problems = Collections.unmodifiableMap(new TreeMap<>(problems));
    }
}
