package io.paz.orchestrator.observe;

import io.paz.client.PassThrough;
import io.paz.orchestrator.cluster.Observation;
import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest deployments of the scheduler. All that are shown are read once a second at most; what is read in between, since
 * something was told to have changed, are the few newest, which cost a tenth of the time.
 */
final class DeploymentReadings {

    private static final int SHOWN = 100;
    private static final int FEW = 10;
    private static final long LIST_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final DocumentReadings all;
    private final DocumentReadings few;
    private final LongSupplier nanos;
    private long allAreDue;

    /** @param nanos as {@link System#nanoTime} */
    DeploymentReadings(PassThrough scheduler, JsonMapper json, LongSupplier nanos) {
        this.all = DocumentReadings.deployments(scheduler, json, SHOWN, Observation.Deployments::new);
        this.few = DocumentReadings.deployments(scheduler, json, FEW, Observation.SomeDeployments::new);
        this.nanos = nanos;
        this.allAreDue = nanos.getAsLong();
    }

    /** Empty when nothing changed. One reading at a time. */
    Mono<Observation> read() {
        return Mono.defer(() -> {
            long now = nanos.getAsLong();
            return now - allAreDue < 0
                    ? few.read()
                    : all.read().doOnSuccess(read -> allAreDue = now + LIST_INTERVAL_NANOS);
        });
    }
}
