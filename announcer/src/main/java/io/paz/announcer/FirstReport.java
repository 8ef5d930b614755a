package io.paz.announcer;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides when this host has reported all that runs on it. Until then an instance without a key may be one that is about to be
 * announced. Pure.
 */
final class FirstReport {

    /** Some containers have no sidekick any more, or one that announces by itself. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final long begin;
    private @Nullable Set<String> expected;
    private boolean complete;

    FirstReport(long begin) {
        this.begin = begin;
    }

    /** @param keys of the containers that ran when the announcer started */
    void expect(Set<String> keys) {
        expected = Set.copyOf(keys);
    }

    boolean isExpecting() {
        return expected == null;
    }

    /**
     * Returns true once: when the report is complete.
     *
     * @param decided keys of the instances that are announced, or known to be unhealthy
     */
    boolean completes(Set<String> decided, long now) {
        Set<String> keys = expected;
        boolean all = keys != null && decided.containsAll(keys);
        if (complete || !all && now - begin < TIMEOUT.toNanos()) {
            return false;
        }
        complete = true;
        return true;
    }
}
