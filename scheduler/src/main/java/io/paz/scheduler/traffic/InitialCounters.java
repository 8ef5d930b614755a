package io.paz.scheduler.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the balancers had counted for a service when its deployment started.
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
