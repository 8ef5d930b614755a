package io.paz.scheduler.drift;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.HeldPart;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.drift.Finding.Remedy;
import io.paz.scheduler.execution.Retirement;
import io.paz.scheduler.execution.TaskAttempts;
import io.paz.scheduler.health.TaskListener;
import io.paz.scheduler.plan.Strategies;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Takeover.Instance;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskSequences;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Repairs the drift of a service where that is safe. Runs in the service's own line, so that nothing else changes it meanwhile. Everything
 * it does may be done twice: what a kill cuts off is found again at the next start.
 */
public final class DriftRepairer {

    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(30);

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final DriftFactCollector facts;
    private final RepairHistory history;
    private final Retirement retirement;
    private final TaskAttempts attempts;
    private final Timeouts timeouts;
    private final Pause pause;
    private final Clock clock;

    public DriftRepairer(
            ClusterEngine engine,
            Routes routes,
            DeploymentRepository repository,
            DriftFactCollector facts,
            RepairHistory history,
            Retirement retirement,
            TaskAttempts attempts,
            Timeouts timeouts,
            Pause pause,
            Clock clock) {
        this.engine = engine;
        this.routes = routes;
        this.repository = repository;
        this.facts = facts;
        this.history = history;
        this.retirement = retirement;
        this.attempts = attempts;
        this.timeouts = timeouts;
        this.pause = pause;
        this.clock = clock;
    }

    /** Looks once more, now that nothing else changes the service, and repairs what is still wrong. Blocks until that is done. */
    void repair(String service, RepairListener listener) {
        Map<Place, List<Finding>> places = history.judge(DriftCheck.of(facts.read(service::equals))).stream()
                .map(DriftReport.Entry::finding)
                .filter(Finding::isRepaired)
                .collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
        places.forEach((place, findings) -> repair(place, findings, listener));
    }

    /** What is repaired by one act. */
    private record Place(ReleaseId release, Remedy remedy) {

        public static Place of(Finding finding) {
            return new Place(finding.release(), finding.remedy());
        }
    }

    private void repair(Place place, List<Finding> findings, RepairListener listener) {
        findings.forEach(finding -> {
            history.keep(finding);
            listener.begun(finding);
        });
        List<Integer> instances =
                findings.stream().map(Finding::instance).distinct().toList();
        try {
            act(place, instances, findings.stream().map(Finding::part).collect(Collectors.toSet()));
        } catch (RepositoryUnavailableException | Pause.StoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            findings.forEach(finding -> listener.failed(finding, String.valueOf(e.getMessage())));
        }
    }

    private void act(Place place, List<Integer> instances, Set<String> parts) {
        Release content = repository.find(place.release()).orElseThrow().release();
        switch (place.remedy()) {
            case SUBMIT -> engine.submit(content.spec(), instances);
            case REPLACE -> {
                retirement.destroy(content.id(), instances);
                engine.submit(content.spec(), instances);
            }
            case REPLACE_ANNOUNCER -> {
                engine.withdraw(content.id().ids(instances));
                awaitGone(parts);
                engine.submit(content.spec(), instances);
            }
            case MOVE -> instances.forEach(instance -> move(content, instance));
            case REMOVE -> remove(content.id(), instances);
            case UNROUTE -> routes.removeAnnouncements(content.id(), instances);
            default -> throw new IllegalArgumentException(place + " is only shown");
        }
    }

    private void remove(ReleaseId release, List<Integer> instances) {
        retirement.withdraw(release, instances);
        retirement.awaitWithdrawn(release, instances);
        retirement.awaitOut(release, instances);
        retirement.destroy(release, instances);
        if (repository.find(release).filter(Deployment::serving).isEmpty()) {
            routes.removeVersion(release);
        }
    }

    /** Another instance takes its place meanwhile, where there is room for both. */
    private void move(Release content, int instance) {
        Release more = content.withInstances(content.config().numInstances() + 1);
        Instance additional = new Instance(more, more.config().numInstances());
        TaskListener follower = new NoListener(clock.instant());
        boolean room = !Strategies.choose(new Takeover(content, List.of(content), Set.of()))
                .name()
                .equals(Strategies.RECREATE);
        try {
            if (room) {
                bringUp(additional, follower);
            }
            TaskSequences.placeAnew(new Instance(content, instance), "the instances are spread over the hosts")
                    .forEach(task -> attempts.untilItWorks(task, content, follower));
        } finally {
            if (room) {
                TaskSequences.end(List.of(additional), "it stood in for instance " + instance)
                        .forEach(task -> attempts.untilItWorks(task, more, follower));
            }
        }
    }

    private void bringUp(Instance additional, TaskListener follower) {
        Release content = additional.release();
        Deadline deadline = Deadline.in(content.config().health().startPeriod(timeouts.deadline()));
        try {
            for (Task task :
                    TaskSequences.start(content, List.of(additional.number()), "it stands in for one that moves")) {
                attempts.within(deadline, task, content, follower);
            }
        } catch (DeploymentFailedException e) {
            throw new IllegalStateException("an instance that stands in did not come up: " + e.reason(), e);
        }
    }

    /** Nobody follows what is repaired. */
    private record NoListener(Instant submittedSince) implements TaskListener {

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void seen(List<ReachedStage> stages) {
            // The journal's line of the repair is all that is kept.
        }
    }

    /** A part that comes back before its host saw it go would go on as it was. */
    private void awaitGone(Set<String> parts) {
        Deadline deadline = Deadline.in(REMOVAL_TIMEOUT);
        while (!deadline.isOver() && engine.held().stream().map(HeldPart::name).anyMatch(parts::contains)) {
            pause.of(timeouts.poll());
        }
    }
}
