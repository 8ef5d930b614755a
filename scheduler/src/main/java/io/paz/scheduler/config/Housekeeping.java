package io.paz.scheduler.config;

import io.paz.scheduler.deployment.DriftWatch;
import io.paz.scheduler.deployment.HostAddresses;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** What is done beside deployments, at the start and again and again: the hosts' addresses, and a look for drift. */
final class Housekeeping implements DisposableBean {

    private static final Duration ADDRESSES = Duration.ofSeconds(60);

    private final ScheduledExecutorService executor;

    /** @param often time between two looks for drift; zero means never */
    Housekeeping(HostAddresses addresses, DriftWatch drift, Duration often) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("housekeeping-");
        threads.setDaemon(true);
        executor = Executors.newScheduledThreadPool(2, threads);
        repeat(addresses::refresh, ADDRESSES);
        if (often.isZero()) {
            drift.turnOff();
        } else {
            repeat(() -> look(drift), often);
        }
    }

    private static void look(DriftWatch drift) {
        CompletableFuture<Void> unusedMendings = drift.check();
    }

    private void repeat(Runnable chore, Duration pause) {
        Future<?> unused = executor.scheduleWithFixedDelay(chore, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
