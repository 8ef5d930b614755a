package io.paz.scheduler.execution;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.OperationService.Request;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is asked of the scheduler in a run of the kill programme, of a service whose version 2 serves with {@link #INSTANCES} instances.
 *
 * @param ask with this idempotency key
 * @param good whether the instances come up
 * @param served instances that must be announced at every moment
 * @param version that serves when it ended
 * @param running instances of that version then
 */
record KillAct(
        String name,
        BiFunction<TestScheduler, String, Ticket<?>> ask,
        boolean good,
        boolean stoppedBefore,
        int served,
        int version,
        int running) {

    static final int INSTANCES = 3;

    static final List<KillAct> ALL = List.of(
            deployment("rolling deployment", Services.web("rolling", INSTANCES), true, INSTANCES),
            deployment("rolling deployment in vain", Services.web("rolling", INSTANCES), false, INSTANCES),
            deployment("blue-green deployment", Services.web("blue-green", INSTANCES), true, INSTANCES),
            deployment("blue-green deployment in vain", Services.web("blue-green", INSTANCES), false, INSTANCES),
            deployment("canary", Services.canary(INSTANCES, 0), true, INSTANCES),
            deployment("canary in vain", Services.canary(INSTANCES, 0), false, INSTANCES),
            deployment("recreation", Services.web("recreate", INSTANCES), true, 0),
            deployment("recreation in vain", Services.web("recreate", INSTANCES), false, 0),
            new KillAct("rollback", KillAct::rollback, true, false, INSTANCES, 3, INSTANCES),
            new KillAct("restart", KillAct::restart, true, false, INSTANCES, 3, INSTANCES),
            new KillAct("scale up", scale(5), true, false, INSTANCES, 2, 5),
            new KillAct("scale up in vain", scale(5), false, false, INSTANCES, 2, INSTANCES),
            new KillAct("scale down", scale(1), true, false, 1, 2, 1),
            new KillAct("stop", KillAct::stop, true, false, 0, 2, 0),
            new KillAct("start", KillAct::start, true, true, 0, 2, INSTANCES));

    private static KillAct deployment(String name, ServiceDefinition service, boolean good, int served) {
        return new KillAct(
                name,
                (scheduler, key) -> scheduler.deployments.deploy(
                        service, new DeploymentRequest(null, false, key, "a test", Requester.UNKNOWN)),
                good,
                false,
                served,
                good ? 3 : 2,
                INSTANCES);
    }

    private static Ticket<?> rollback(TestScheduler scheduler, String key) {
        return scheduler.deployments.repeat(Services.id("web", 1), key, Requester.UNKNOWN);
    }

    private static Ticket<?> restart(TestScheduler scheduler, String key) {
        return scheduler.deployments.restart(request(key));
    }

    private static BiFunction<TestScheduler, String, Ticket<?>> scale(int instances) {
        return (scheduler, key) -> scheduler.core.operations().scale(request(key), instances, INSTANCES);
    }

    private static Ticket<?> stop(TestScheduler scheduler, String key) {
        return scheduler.core.operations().stop(request(key));
    }

    private static Ticket<?> start(TestScheduler scheduler, String key) {
        return scheduler.core.operations().start(request(key));
    }

    private static Request request(String key) {
        return new Request("web", key, "a test", Requester.UNKNOWN);
    }

    int runningBefore() {
        return stoppedBefore ? 0 : INSTANCES;
    }

    /** Whether an instance comes up; those that served before always do. */
    boolean comesUp(int ofVersion, int instance) {
        return good || (ofVersion < 3 && instance <= INSTANCES) || instance == 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
