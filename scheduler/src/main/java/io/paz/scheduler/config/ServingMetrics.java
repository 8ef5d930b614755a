package io.paz.scheduler.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.scheduler.serving.ServingStatus;
import io.paz.scheduler.serving.ServingWatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of expected and serving instances per service. A service's rows are made once and read what was observed last:
 * whoever reads the metrics must not meet rows that are being replaced.
 */
final class ServingMetrics implements MeterBinder {

    private static final Counts NONE = new Counts(0, 0);

    private final ServingWatch serving;
    private final Map<String, List<Gauge>> rows = new HashMap<>();
    private volatile Map<String, Counts> counts = Map.of();
    private @Nullable MeterRegistry registry;

    private record Counts(int wanted, int served) {

        public static Counts of(Collection<ServingStatus> statuses) {
            return new Counts(statuses.size(), (int)
                    statuses.stream().filter(ServingStatus::serves).count());
        }
    }

    ServingMetrics(ServingWatch serving) {
        this.serving = serving;
    }

    @Override
    public synchronized void bindTo(MeterRegistry to) {
        registry = to;
        refresh();
    }

    /** Takes over what was observed last. */
    synchronized void refresh() {
        MeterRegistry to = registry;
        if (to != null) {
            counts = observed();
            counts.keySet().forEach(service -> rows.computeIfAbsent(service, name -> register(to, name)));
            List<String> gone = rows.keySet().stream()
                    .filter(service -> !counts.containsKey(service))
                    .toList();
            gone.forEach(service -> rows.remove(service).forEach(to::remove));
        }
    }

    private Map<String, Counts> observed() {
        return serving.lastSeen().entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> each.getKey().release().service(),
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()), Counts::of)));
    }

    private List<Gauge> register(MeterRegistry to, String service) {
        return List.of(
                Gauge.builder("paz.service.instances", () -> of(service).wanted())
                        .description("Instances of the service that should serve")
                        .tag("service", service)
                        .register(to),
                Gauge.builder("paz.service.instances.serving", () -> of(service).served())
                        .description(
                                "Instances of the service that serve: running, and healthy in the load balancers where they get requests")
                        .tag("service", service)
                        .register(to));
    }

    private Counts of(String service) {
        return counts.getOrDefault(service, NONE);
    }
}
