package io.paz.scheduler.operation;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.release.Release;
import java.util.List;

/**
 * State of a service once every accepted request is done.
 *
 * @param release that will serve, with its instances
 * @param stopped whether its instances will be stopped
 */
public record ExpectedState(Release release, boolean stopped) {

    /**
     * @param newest deployment that serves or is under way
     * @param unfinished operations of the service, in the order in which they were accepted; those before the newest deployment
     *     concern what it replaces
     */
    public static ExpectedState of(Deployment newest, List<Operation> unfinished) {
        ExpectedState outlook = new ExpectedState(newest.release(), newest.stopped());
        for (Operation operation : unfinished) {
            if (operation.afterVersion() >= newest.id().version()) {
                outlook = outlook.after(operation.kind(), operation.instances());
            }
        }
        return outlook;
    }

    public ExpectedState after(OperationKind kind, int instances) {
        return switch (kind) {
            case SCALE -> new ExpectedState(release.withInstances(instances), stopped);
            case STOP -> new ExpectedState(release, true);
            case START -> new ExpectedState(release, false);
        };
    }
}
