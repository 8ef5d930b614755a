package io.paz.orchestrator.acme;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.paz.orchestrator.certificate.ManagedCertificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports how long the certificate of each domain is valid: a metric always, and a line in the log once it is soon over. */
public final class ExpiryReport {

    private static final Logger log = LoggerFactory.getLogger(ExpiryReport.class);
    private static final int WARNING_DAYS = 14;
    private static final double SECONDS_PER_DAY = 86_400;

    private final MultiGauge gauge;
    private final Clock clock;
    private final Set<String> warned = new HashSet<>();

    public ExpiryReport(MeterRegistry registry, Clock clock) {
        this.gauge = MultiGauge.builder("paz.domain.certificate.days")
                .description("Days that the certificate of a domain is valid")
                .register(registry);
        this.clock = clock;
    }

    /** @param served certificates by domain */
    synchronized void report(Map<String, ManagedCertificate> served) {
        gauge.register(
                served.entrySet().stream()
                        .map(entry -> Row.of(Tags.of("domain", entry.getKey()), daysLeft(entry.getValue(), clock)))
                        .collect(Collectors.toList()),
                true);
        warned.retainAll(served.keySet());
        served.forEach(this::warn);
    }

    private void warn(String domain, ManagedCertificate certificate) {
        if (daysLeft(certificate, clock) >= WARNING_DAYS) {
            warned.remove(domain);
        } else if (warned.add(domain)) {
            log.warn(
                    "The certificate of {} ends at {}, in fewer than {} days; see GET /domains for what keeps it from being renewed",
                    domain,
                    certificate.bundle().notAfter(),
                    WARNING_DAYS);
        }
    }

    /** Negative once it is over. */
    public static double daysLeft(ManagedCertificate certificate, Clock clock) {
        return Duration.between(clock.instant(), certificate.bundle().notAfter())
                        .toSeconds()
                / SECONDS_PER_DAY;
    }
}
