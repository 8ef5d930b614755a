package io.paz.scheduler.routing;

import io.paz.engine.ReleaseId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Live view of the announced, healthy instances. */
public interface Announcements {

    /** What is known now; does not wait. */
    View view();

    /**
     * Waits until something else is known than what was seen, and gives it; or, when the time is over, what is known then.
     *
     * @throws InterruptedException when the thread is to end
     */
    View awaitChange(View seen, Duration atMost) throws InterruptedException;

    /**
     * @param number grows with each change
     * @param stale whether it may be out of date
     * @param addresses by release and instance
     */
    record View(long number, boolean stale, Map<ReleaseId, Map<Integer, String>> addresses) {

        public Set<Integer> of(ReleaseId release) {
            return addressesOf(release).keySet();
        }

        /** Addresses by instance. */
        public Map<Integer, String> addressesOf(ReleaseId release) {
            return addresses.getOrDefault(release, Map.of());
        }
    }
}
