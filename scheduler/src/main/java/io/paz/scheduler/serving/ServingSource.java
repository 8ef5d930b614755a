package io.paz.scheduler.serving;

import io.paz.engine.InstanceId;
import java.time.Duration;
import java.util.Map;

/** Port to the current serving statuses. */
public interface ServingSource {

    /** Knows no instance. */
    ServingSource NONE = new ServingSource() {
        @Override
        public Map<InstanceId, ServingStatus> current() {
            return Map.of();
        }

        @Override
        public Map<InstanceId, String> failures(Duration atLeast) {
            return Map.of();
        }
    };

    /** Every instance that should serve. Blocks for seconds at most. */
    Map<InstanceId, ServingStatus> current();

    /** Those that have not served for at least so long, as far as it was observed, with the reason. Does not block. */
    Map<InstanceId, String> failures(Duration atLeast);
}
