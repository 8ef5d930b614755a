package io.paz.orchestrator.logs;

import io.paz.engine.Host;
import io.paz.engine.LogLine;
import io.paz.engine.view.InstanceLogs;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows workloads of one host, and continues after the last line whenever the host's answer ends. For one reader. */
final class Follower {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final InstanceLogs logs;
    private final Host host;
    private final Set<String> workloads;
    private Optional<LogLine> last;
    private boolean silent;

    Follower(InstanceLogs logs, Host host, Set<String> workloads, Optional<LogLine> last) {
        this.logs = logs;
        this.host = host;
        this.workloads = workloads;
        this.last = last;
    }

    Flux<LogEvent> events() {
        return Flux.defer(this::once).repeatWhen(ends -> ends.delayElements(TRY_AGAIN));
    }

    private Flux<LogEvent> once() {
        return logs.follow(host, workloads, last)
                .<LogEvent>map(line -> {
                    last = Optional.of(line);
                    silent = false;
                    return new LogEvent.Line(line);
                })
                .onErrorResume(this::gap);
    }

    /** Emitted once, until lines come again. */
    private Mono<LogEvent> gap(Throwable failure) {
        if (silent) {
            return Mono.empty();
        }
        silent = true;
        return Mono.just(new LogEvent.Gap(new MissingPart("host " + host.id(), String.valueOf(failure.getMessage()))));
    }
}
