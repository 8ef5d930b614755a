package io.paz.orchestrator.alarm.web;

import io.paz.alarm.Alarm;
import io.paz.alarm.AlarmEvent;
import io.paz.alarm.Severity;
import io.paz.alarm.delivery.AlarmTarget;
import io.paz.alarm.delivery.Deliveries;
import io.paz.alarm.delivery.DeliveryException;
import io.paz.alarm.delivery.TargetRepository;
import io.paz.api.Doc;
import io.paz.http.error.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lists, adds, changes, tests and deletes targets of alarms. No answer holds a secret of one. */
@RestController
@RequestMapping("/alarm-targets")
public final class AlarmTargetController {

    private static final int MAX_TARGETS = 20;

    private final TargetRepository targets;
    private final Deliveries deliveries;
    private final Clock clock;

    public AlarmTargetController(TargetRepository targets, Deliveries deliveries, Clock clock) {
        this.targets = targets;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @GetMapping
    Mono<Doc<List<TargetDocument>>> all() {
        return blocking(
                () -> new Doc<>(targets.all().stream().map(this::document).toList()));
    }

    @PutMapping("/{name}")
    Mono<Doc<TargetDocument>> save(@PathVariable String name, @RequestBody TargetRequest request) {
        return blocking(() -> {
            Optional<AlarmTarget> before = targets.find(name);
            AlarmTarget target = TargetParser.parse(name, request, before);
            if (before.isEmpty() && targets.all().size() >= MAX_TARGETS) {
                throw ApiException.conflict(
                        "too_many_targets", "There are %d targets (expected: fewer)".formatted(MAX_TARGETS));
            }
            targets.save(target);
            return new Doc<>(document(target));
        });
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String name) {
        return blocking(() -> targets.delete(name)).map(deleted -> {
            if (!deleted) {
                throw unknown();
            }
            return ResponseEntity.noContent().build();
        });
    }

    /** Sends a notification that says it is a test; answers when it has arrived. */
    @PostMapping("/{name}/test")
    Mono<Doc<TargetDocument>> test(@PathVariable String name) {
        return blocking(() -> {
            AlarmTarget target = targets.find(name).orElseThrow(AlarmTargetController::unknown);
            Instant now = clock.instant();
            Alarm alarm = new Alarm(
                    "test", name, Severity.WARNING, "This is a test: alarms of Paz arrive here.", now, now, null);
            try {
                deliveries.test(target, new AlarmEvent(AlarmEvent.Kind.RAISED, alarm));
            } catch (DeliveryException e) {
                throw new ApiException(
                        HttpStatus.BAD_GATEWAY,
                        "delivery_failed",
                        "Target %s cannot be reached: %s".formatted(name, e.getMessage()),
                        e);
            }
            return new Doc<>(document(target));
        });
    }

    private TargetDocument document(AlarmTarget target) {
        return TargetDocument.of(target, deliveries.status(target.name()));
    }

    private static ApiException unknown() {
        return ApiException.notFound("target: no such name (expected: one that GET /alarm-targets lists)");
    }

    private static <T> Mono<T> blocking(Supplier<T> action) {
        return Mono.fromSupplier(action).subscribeOn(Schedulers.boundedElastic());
    }
}
