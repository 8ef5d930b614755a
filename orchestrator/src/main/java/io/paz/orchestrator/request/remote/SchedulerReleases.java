package io.paz.orchestrator.request.remote;

import io.paz.api.scheduler.DeploymentDocument;
import io.paz.client.SchedulerClient;
import io.paz.orchestrator.request.Tracer.Release;
import io.paz.orchestrator.request.Tracer.Releases;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;

/** The newest deployments of a service, as the scheduler's journal has them. */
public final class SchedulerReleases implements Releases {

    private static final int DEPLOYMENTS = 20;

    private final SchedulerClient scheduler;

    public SchedulerReleases(SchedulerClient scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Mono<List<Release>> running(String service, Instant from, Instant to) {
        return scheduler.deployments(service, DEPLOYMENTS).map(deployments -> deployments.stream()
                .map(SchedulerReleases::release)
                .filter(release -> !release.created().isAfter(to))
                .filter(release ->
                        release.finished() == null || !release.finished().isBefore(from))
                .sorted(Comparator.comparing(Release::created))
                .toList());
    }

    private static Release release(DeploymentDocument deployment) {
        Long finished = deployment.finishedAt();
        return new Release(
                deployment.version(),
                deployment.state(),
                Instant.ofEpochMilli(deployment.createdAt()),
                finished == null ? null : Instant.ofEpochMilli(finished));
    }
}
