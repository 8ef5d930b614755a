package io.paz.scheduler.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paz.scheduler.drift.DriftDetector;
import io.paz.scheduler.drift.DriftReport.State;
import io.paz.scheduler.drift.Finding.Kind;
import java.util.Locale;

/** Metrics of drift detection. */
final class DriftMetrics implements MeterBinder {

    private final DriftDetector drift;

    DriftMetrics(DriftDetector drift) {
        this.drift = drift;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            Gauge.builder("paz.drift.findings", () -> count(kind))
                    .description("What runs but should not, or should but does not, as the last look found it")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("paz.drift.known", () -> drift.report().state() == State.KNOWN ? 1 : 0)
                .description("Whether all that a look for drift needs answered last time")
                .register(registry);
        FunctionCounter.builder("paz.drift.mendings", drift, DriftDetector::repaired)
                .description("Repairs of drifted parts since the start")
                .register(registry);
    }

    private long count(Kind kind) {
        return drift.report().entries().stream()
                .filter(entry -> entry.finding().kind() == kind)
                .count();
    }
}
