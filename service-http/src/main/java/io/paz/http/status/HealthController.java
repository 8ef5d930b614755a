package io.paz.http.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer of any status means that the process lives; 200 means that it can do its work, 503 that it cannot. */
@RestController
public final class HealthController {

    private static final Logger log = LoggerFactory.getLogger(HealthController.class);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private final List<ReadinessCheck> checks;
    private final Map<String, Boolean> lastSeen = new ConcurrentHashMap<>();

    public HealthController(List<ReadinessCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @GetMapping("/health")
    Mono<ResponseEntity<HealthReport>> health() {
        return Flux.fromIterable(checks)
                .flatMap(check -> resultOf(check).map(result -> Map.entry(check.name(), result)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> new TreeMap<String, Readiness>())
                .map(results -> HealthReport.of((SortedMap<String, Readiness>) results))
                .map(report -> ResponseEntity.status(report.isUp() ? 200 : 503).body(report));
    }

    private Mono<Readiness> resultOf(ReadinessCheck check) {
        return Mono.defer(check::check)
                .timeout(
                        CHECK_TIMEOUT,
                        Mono.just(Readiness.down("no answer within %d s".formatted(CHECK_TIMEOUT.toSeconds()))))
                .onErrorResume(failure -> Mono.just(Readiness.down(String.valueOf(failure.getMessage()))))
                .doOnNext(result -> logTransition(check.name(), result));
    }

    private void logTransition(String name, Readiness result) {
        Boolean before = lastSeen.put(name, result.up());
        if (before != null && before != result.up() || before == null && !result.up()) {
            log.warn("{} is {} {}", name, result.up() ? "up again" : "down:", result.up() ? "" : result.message());
        }
    }
}
