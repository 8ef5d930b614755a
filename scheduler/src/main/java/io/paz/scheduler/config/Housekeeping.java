package io.paz.scheduler.config;

import io.paz.scheduler.deployment.Deployments;
import io.paz.scheduler.deployment.HostAddresses;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** What is done beside deployments: leftovers once at the start, the hosts' addresses at the start and every minute. */
final class Housekeeping implements DisposableBean {

    private static final long EVERY_SECONDS = 60;

    private final ScheduledExecutorService executor;

    Housekeeping(Deployments deployments, HostAddresses addresses) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("housekeeping-");
        threads.setDaemon(true);
        executor = Executors.newScheduledThreadPool(2, threads);
        Future<?> unusedLeftovers = executor.submit(deployments::removeLeftovers);
        Future<?> unusedAddresses =
                executor.scheduleWithFixedDelay(addresses::refresh, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
