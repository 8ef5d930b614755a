package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.release.Release;
import java.util.List;

/**
 * What a service will be when all that was accepted for it is done.
 *
 * @param release that will serve, with its instances
 * @param stopped whether its instances will be stopped
 */
record Outlook(Release release, boolean stopped) {

    /**
     * @param newest deployment that serves or is under way
     * @param unfinished operations of the service, in the order in which they were accepted; those before the newest deployment
     *     concern what it replaces
     */
    static Outlook of(Deployment newest, List<Operation> unfinished) {
        Outlook outlook = new Outlook(newest.release(), newest.stopped());
        for (Operation operation : unfinished) {
            if (operation.afterVersion() >= newest.id().version()) {
                outlook = outlook.after(operation.kind(), operation.instances());
            }
        }
        return outlook;
    }

    Outlook after(OperationKind kind, int instances) {
        return switch (kind) {
            case SCALE -> new Outlook(release.withInstances(instances), stopped);
            case STOP -> new Outlook(release, true);
            case START -> new Outlook(release, false);
        };
    }
}
