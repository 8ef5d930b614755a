package io.paz.scheduler.serving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instance serves, and since when.
 *
 * @param running whether the engine runs it, healthy or not
 * @param serving whether it serves, and why not
 * @param since when that changed last, as far as it was observed; null when it has been so since the start of the observation
 */
public record ServingStatus(
        boolean running, Serving serving, @Nullable Instant since) {

    public static final ServingStatus UNKNOWN = new ServingStatus(false, new Serving(false, "not observed yet"), null);

    public boolean serves() {
        return serving.serves();
    }
}
