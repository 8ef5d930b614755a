package io.paz.scheduler.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.scheduler.deployment.serving.InstanceRef;
import io.paz.scheduler.deployment.serving.ServingStatus;
import io.paz.scheduler.deployment.serving.ServingWatch;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How many instances of each service should serve, and how many do. */
final class ServingMetrics implements MeterBinder {

    private final ServingWatch serving;
    private @Nullable MultiGauge wanted;
    private @Nullable MultiGauge served;

    ServingMetrics(ServingWatch serving) {
        this.serving = serving;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        wanted = MultiGauge.builder("paz.service.instances")
                .description("Instances of the service that should serve")
                .register(registry);
        served = MultiGauge.builder("paz.service.instances.serving")
                .description(
                        "Instances of the service that serve: running, and healthy in the load balancers where they get requests")
                .register(registry);
        refresh();
    }

    /** Takes over what was observed last. */
    synchronized void refresh() {
        Map<InstanceRef, ServingStatus> statuses = serving.lastSeen();
        if (wanted != null && served != null) {
            wanted.register(rows(statuses, status -> true), true);
            served.register(rows(statuses, ServingStatus::serves), true);
        }
    }

    private static Iterable<Row<?>> rows(Map<InstanceRef, ServingStatus> statuses, Predicate<ServingStatus> counted) {
        Map<String, Long> counts = statuses.entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> each.getKey().release().service(),
                        TreeMap::new,
                        Collectors.filtering(each -> counted.test(each.getValue()), Collectors.counting())));
        return counts.entrySet().stream()
                .<Row<?>>map(each -> Row.of(Tags.of("service", each.getKey()), each.getValue()))
                .toList();
    }
}
