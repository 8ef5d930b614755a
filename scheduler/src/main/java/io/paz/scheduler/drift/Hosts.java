package io.paz.scheduler.drift;

import java.util.Map;

/**
 * The hosts of the cluster.
 *
 * @param load parts that the engine has placed on each host; also of hosts without any
 * @param steady whether they have been the same for long enough that moving instances between them is worth it
 */
public record Hosts(Map<String, Integer> load, boolean steady) {

    public Hosts {
        load = Map.copyOf(load);
    }
}
