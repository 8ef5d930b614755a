package io.paz.scheduler.serving;

import java.time.Duration;
import java.util.Map;

/** Port to the current serving statuses. */
public interface ServingSource {

    /** Knows no instance. */
    ServingSource NONE = new ServingSource() {
        @Override
        public Map<InstanceRef, ServingStatus> current() {
            return Map.of();
        }

        @Override
        public Map<InstanceRef, String> failures(Duration atLeast) {
            return Map.of();
        }
    };

    /** Every instance that should serve. Blocks for seconds at most. */
    Map<InstanceRef, ServingStatus> current();

    /** Those that have not served for at least so long, as far as it was observed, with the reason. Does not block. */
    Map<InstanceRef, String> failures(Duration atLeast);
}
