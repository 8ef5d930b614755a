package io.paz.scheduler.service;

import java.util.Comparator;

/**
 * An accepted job to resume, with its position in the queue of its service.
 *
 * @param version of a deployment, or the newest one when an operation was accepted
 * @param operation its number; 0 for the deployment itself
 * @param begun whether it ran already
 * @param resume puts it under work again
 */
record UnfinishedJob(String service, int version, int operation, boolean begun, Runnable resume) {

    private static final Comparator<UnfinishedJob> AS_ACCEPTED =
            Comparator.comparingInt(UnfinishedJob::version).thenComparingInt(UnfinishedJob::operation);

    /**
     * What had begun comes first, the newest of it before all: only that one was really under way, and an older one that a failure left
     * behind must find it ended, since it may be obsolete by then.
     */
    static final Comparator<UnfinishedJob> AS_RESUMED = Comparator.comparing(UnfinishedJob::service)
            .thenComparing(UnfinishedJob::begun, Comparator.reverseOrder())
            .thenComparing(
                    (one, other) -> one.begun() ? AS_ACCEPTED.compare(other, one) : AS_ACCEPTED.compare(one, other));
}
