package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Task.Kind;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;

/** Starts the whole new version, then stops all of the old. */
final class StartThenStop implements Strategy {

    @Override
    public List<Task> arrival(ReleaseId next, List<ReleaseId> serving) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(Kind.ALLOW_HOSTS, next, "an address is routed only if it is a host's"));
        tasks.add(new Task(Kind.PUBLISH_VERSION, next, "its health check must be known before its first instance"));
        if (serving.isEmpty()) {
            tasks.add(new Task(Kind.PUBLISH_SERVICE, next, "nothing else of the service is routed"));
        }
        tasks.add(new Task(Kind.SUBMIT, next, "version " + next.version() + " is to run"));
        tasks.add(new Task(Kind.AWAIT_HEALTHY, next, "only what answers may take over"));
        tasks.add(new Task(Kind.AWAIT_BALANCED, next, "requests must reach it before the old one goes"));
        return tasks;
    }

    @Override
    public List<Task> departure(ReleaseId next, List<ReleaseId> serving) {
        if (serving.isEmpty()) {
            return List.of();
        }
        String why = "version " + next.version() + " took over";
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(Kind.PUBLISH_SERVICE, next, why));
        serving.forEach(old -> tasks.add(new Task(Kind.WITHDRAW, old, why)));
        serving.forEach(old -> tasks.add(new Task(Kind.AWAIT_WITHDRAWN, old, "its routes go with its keys")));
        serving.forEach(old -> tasks.add(new Task(Kind.AWAIT_OUT, old, "what is stopped must get no new request")));
        serving.forEach(old -> tasks.add(new Task(Kind.DESTROY, old, why)));
        return tasks;
    }
}
