package io.paz.scheduler.deployment;

import java.util.Comparator;

/**
 * Something that was accepted and has not ended, with its place in the line of its service.
 *
 * @param version of a deployment, or the newest one when an operation was accepted
 * @param operation its number; 0 for the deployment itself
 * @param resume puts it under work again
 */
record Unfinished(String service, int version, int operation, Runnable resume) {

    static final Comparator<Unfinished> AS_ACCEPTED = Comparator.comparing(Unfinished::service)
            .thenComparingInt(Unfinished::version)
            .thenComparingInt(Unfinished::operation);
}
