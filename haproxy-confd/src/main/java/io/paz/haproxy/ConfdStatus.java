package io.paz.haproxy;

import io.paz.haproxy.publish.PublishStatus;
import java.time.Instant;

/**
 * @param etcdStale whether etcd cannot be read now; HAProxy keeps its routes
 * @param etcdSince when etcd was lost or found
 * @param heldRoutes routes that etcd lacks, and that are kept because no announcer has reported
 * @param publishing how HAProxy takes the configurations
 */
public record ConfdStatus(boolean etcdStale, Instant etcdSince, int heldRoutes, PublishStatus publishing) {

    /** Whether HAProxy's routes are known to be what etcd says. */
    public boolean healthy() {
        return !etcdStale && heldRoutes == 0 && publishing.failure() == null && publishing.lastSuccess() != null;
    }
}
