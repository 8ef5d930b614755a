package io.paz.orchestrator.cluster.balancing;

import io.paz.engine.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics response of one HAProxy.
 *
 * @param id address of its statistics
 * @param problem why it did not answer; null when it did
 * @param servers what it answered last
 * @param oldProcesses processes of its earlier configurations that live on with their connections
 */
public record BalancerReading(
        String id, Instant at, @Nullable String problem, Map<InstanceId, ServerFigures> servers, int oldProcesses) {

    private static final double MILLIS = 1000;

    public BalancerReading {
        servers = Map.copyOf(servers);
    }

    public static BalancerReading answered(
            String id, Instant at, Map<InstanceId, ServerFigures> servers, int oldProcesses) {
        return new BalancerReading(id, at, null, servers, oldProcesses);
    }

    /** This with rates, when there was a reading before it. */
    public BalancerReading after(@Nullable BalancerReading before) {
        if (before == null) {
            return this;
        }
        double seconds = Duration.between(before.at, at).toMillis() / MILLIS;
        Map<InstanceId, ServerFigures> rated = new HashMap<>();
        servers.forEach(
                (id, figures) -> rated.put(id, figures.since(before.servers.getOrDefault(id, figures), seconds)));
        return new BalancerReading(id, at, problem, rated, oldProcesses);
    }

    /** Reading of a HAProxy that does not answer: nothing counts as up. */
    public static BalancerReading silent(String id, Instant at, String problem) {
        return new BalancerReading(id, at, problem, Map.of(), 0);
    }

    public boolean answers() {
        return problem == null;
    }
}
