package io.paz.scheduler.config;

import io.paz.scheduler.drift.DriftDetector;
import io.paz.scheduler.routing.HostAddresses;
import io.paz.scheduler.routing.RoutePublisher;
import io.paz.task.PeriodicTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.DisposableBean;

/** Periodic background tasks: hosts' addresses, routes, what serves, and a look for drift. */
final class Housekeeping implements DisposableBean {

    private static final Duration ROUTES = Duration.ofSeconds(5);

    private final List<PeriodicTask> tasks = new ArrayList<>();

    /** @param often time between two looks for drift; zero means never */
    Housekeeping(
            HostAddresses addresses, RoutePublisher routes, ServingCheck serving, DriftDetector drift, Duration often) {
        tasks.add(PeriodicTask.start("update of host addresses", ROUTES, addresses::refresh));
        tasks.add(PeriodicTask.start("comparison of routing keys", ROUTES, routes::refresh));
        tasks.add(PeriodicTask.start("check of what serves", ServingCheck.INTERVAL, serving));
        if (often.isZero()) {
            drift.turnOff();
        } else {
            DriftSchedule schedule =
                    new DriftSchedule(often, () -> drift.report().state(), System::nanoTime);
            tasks.add(PeriodicTask.start("drift check", DriftSchedule.RETRY_INTERVAL, () -> look(drift, schedule)));
        }
    }

    private static void look(DriftDetector drift, DriftSchedule schedule) {
        if (schedule.isDue()) {
            CompletableFuture<Void> unusedMendings = drift.check();
        }
    }

    @Override
    public void destroy() {
        tasks.forEach(PeriodicTask::close);
    }
}
