package io.paz.scheduler.deployment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the balancers had counted for a service when its deployment started.
 *
 * @param readings by balancer
 * @param problems why some have no reading, by balancer
 */
public record Opening(Map<String, Reading> readings, Map<String, String> problems) {

    public Opening {
        readings = Collections.unmodifiableMap(new TreeMap<>(readings));
        problems = Collections.unmodifiableMap(new TreeMap<>(problems));
    }
}
