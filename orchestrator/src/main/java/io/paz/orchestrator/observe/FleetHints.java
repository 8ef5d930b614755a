package io.paz.orchestrator.observe;

import io.paz.client.FleetClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Has fleet read as soon as states of units change, where fleet tells: the embedded host does. The real one does not, and is
 * asked again now and then, since another may have come in its place.
 */
public final class FleetHints implements AutoCloseable {

    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMinutes(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final String NONE = "\"\"";

    private final FleetClient fleet;
    private final Runnable changed;
    private String known = NONE;
    private @Nullable Disposable loop;

    /** @param changed called from any thread, one call at a time */
    public FleetHints(FleetClient fleet, Runnable changed) {
        this.fleet = fleet;
        this.changed = changed;
    }

    public FleetHints start() {
        loop = Mono.defer(this::once).repeat().subscribe();
        return this;
    }

    /** That fleet does not answer is said by its readings. */
    private Mono<Void> once() {
        return fleet.nextTagOfStates(known)
                .doOnNext(this::take)
                .hasElement()
                .flatMap(told ->
                        told ? Mono.empty() : Mono.delay(UNTIL_ASKED_AGAIN).then())
                .onErrorResume(failure -> Mono.delay(AFTER_A_FAILURE).then());
    }

    private void take(String tag) {
        if (!tag.equals(known)) {
            known = tag;
            changed.run();
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.dispose();
        }
    }
}
