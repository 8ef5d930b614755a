package io.paz.scheduler.testing;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import io.paz.scheduler.traffic.Traffic;
import io.paz.scheduler.traffic.TrafficWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of the fake world: what its balancer counts, and the time that passes meanwhile. Safe for several threads. */
public final class FakeTraffic {

    private static final String ADDRESS = "http://10.0.0.1:8404";

    /** What each instance of a version gets between two questions to the balancer, and how long it takes. */
    public final Map<Integer, Traffic> load = new HashMap<>();

    public final Map<Integer, Integer> responseMillis = new HashMap<>();
    public final Map<ReleaseId, Integer> weights = new HashMap<>();

    /** Time that passes between two questions to the balancer. */
    public Duration pace = Duration.ZERO;

    public Traffic ofTheService = Traffic.NONE;
    public long lifetime = 1000;

    @Nullable
    public String problem;

    private final Map<Slot, Traffic> counted = new HashMap<>();
    private Duration passed = Duration.ZERO;
    private Duration jumped = Duration.ZERO;

    public synchronized List<Report> ask(Stream<Slot> known) {
        if (problem != null) {
            return List.of(Report.silent(ADDRESS, problem));
        }
        passed = passed.plus(pace);
        List<Server> servers = known.map(this::server).toList();
        return List.of(new Report(ADDRESS, null, lifetime, ofTheService, servers));
    }

    private Server server(Slot slot) {
        int version = slot.release().version();
        Traffic traffic = counted.merge(slot, load.getOrDefault(version, Traffic.NONE), Traffic::plus);
        int millis = responseMillis.getOrDefault(version, 10);
        return new Server(slot.release(), slot.instance(), "UP", true, weight(slot.release()), traffic, 0, millis);
    }

    public synchronized int weight(ReleaseId release) {
        return weights.getOrDefault(release, TrafficWeights.DEFAULT_WEIGHT);
    }

    /** The balancer starts anew. */
    public synchronized void restart() {
        counted.clear();
        lifetime = 0;
    }

    /** Time goes on. */
    public synchronized void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** Somebody sets the clock; no time goes on. */
    public synchronized void setClock(Duration by) {
        jumped = jumped.plus(by);
    }

    /** Time by a clock that nobody sets. */
    public synchronized long nanos() {
        return passed.toNanos();
    }

    public synchronized Instant now() {
        return Instant.parse("2026-01-02T03:04:05Z").plus(passed).plus(jumped);
    }
}
