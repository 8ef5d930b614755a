package io.paz.http.status;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service counts, in Prometheus' text format. */
@RestController
public final class MetricsController {

    private static final MediaType PROMETHEUS_TEXT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private static final int MAX_TRIES = 5;

    private final PrometheusMeterRegistry registry;

    public MetricsController(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/metrics")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok().contentType(PROMETHEUS_TEXT).body(scrape(MAX_TRIES));
    }

    /** Meters with a row for each service are replaced at times; a reading that meets that fails, and is made again. */
    private String scrape(int tries) {
        try {
            return registry.scrape();
        } catch (IllegalArgumentException | IllegalStateException e) {
            if (tries == 1) {
                throw e;
            }
            return scrape(tries - 1);
        }
    }
}
