package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Deployments.Surroundings;
import io.paz.scheduler.deployment.Takeover.Instance;
import io.paz.scheduler.deployment.drift.DriftCheck;
import io.paz.scheduler.deployment.drift.Finding;
import io.paz.scheduler.deployment.drift.Finding.Remedy;
import io.paz.scheduler.deployment.engine.ClusterEngine;
import io.paz.scheduler.deployment.engine.HeldPart;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mends the drift of a service that is safe to mend. Runs in the service's own line, so that nothing else changes it meanwhile. Everything
 * it does may be done twice: what a kill cuts off is found again at the next start.
 */
final class Mender {

    private static final Duration AN_END = Duration.ofSeconds(30);

    private final ClusterEngine engine;
    private final Routes routes;
    private final DeploymentRepository repository;
    private final DriftFacts facts;
    private final Mendings mendings;
    private final Retirement retirement;
    private final Attempts attempts;
    private final Pacing pacing;
    private final Pause pause;
    private final Clock clock;

    Mender(
            Surroundings around,
            DriftFacts facts,
            Mendings mendings,
            Retirement retirement,
            Attempts attempts,
            Pacing pacing,
            Pause pause,
            Clock clock) {
        this.engine = around.engine();
        this.routes = around.routes();
        this.repository = around.repository();
        this.facts = facts;
        this.mendings = mendings;
        this.retirement = retirement;
        this.attempts = attempts;
        this.pacing = pacing;
        this.pause = pause;
        this.clock = clock;
    }

    /** Who is told what becomes of each finding. */
    interface Told {

        void begun(Finding finding);

        void failed(Finding finding, String why);
    }

    /** Looks once more, now that nothing else changes the service, and mends what is still wrong. Blocks until that is done. */
    void mend(String service, Told told) {
        Map<Place, List<Finding>> places = mendings.judge(DriftCheck.of(facts.read(service::equals))).stream()
                .map(DriftReport.Entry::finding)
                .filter(Finding::isMended)
                .collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
        places.forEach((place, findings) -> mend(place, findings, told));
    }

    /** What is mended by one act. */
    private record Place(ReleaseId release, Remedy remedy) {

        static Place of(Finding finding) {
            return new Place(finding.release(), finding.remedy());
        }
    }

    private void mend(Place place, List<Finding> findings, Told told) {
        findings.forEach(finding -> {
            mendings.keep(finding);
            told.begun(finding);
        });
        List<Integer> instances =
                findings.stream().map(Finding::instance).distinct().toList();
        try {
            act(place, instances, findings.stream().map(Finding::unit).collect(Collectors.toSet()));
        } catch (RepositoryUnavailable | Pause.Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            findings.forEach(finding -> told.failed(finding, String.valueOf(e.getMessage())));
        }
    }

    private void act(Place place, List<Integer> instances, Set<String> units) {
        Release content = repository.find(place.release()).orElseThrow().release();
        switch (place.remedy()) {
            case SUBMIT -> engine.submit(content, instances);
            case REPLACE -> {
                retirement.destroy(content.id(), instances);
                engine.submit(content, instances);
            }
            case REPLACE_SIDEKICK -> {
                engine.withdraw(content, instances);
                awaitGone(units);
                engine.submit(content, instances);
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
        Follower follower = new Unheard(clock.instant());
        boolean room = !Strategies.choose(new Takeover(content, List.of(content), Set.of()))
                .name()
                .equals(Strategies.RECREATE);
        try {
            if (room) {
                bringUp(additional, follower);
            }
            Moves.placeAnew(new Instance(content, instance), "the instances are spread over the hosts")
                    .forEach(task -> attempts.untilItWorks(task, content, follower));
        } finally {
            if (room) {
                Moves.end(List.of(additional), "it stood in for instance " + instance)
                        .forEach(task -> attempts.untilItWorks(task, more, follower));
            }
        }
    }

    private void bringUp(Instance additional, Follower follower) {
        Release content = additional.release();
        Deadline deadline = Deadline.in(content.config().health().startPeriod(pacing.deadline()));
        try {
            for (Task task : Moves.start(content, List.of(additional.number()), "it stands in for one that moves")) {
                attempts.within(deadline, task, content, follower);
            }
        } catch (DeploymentFailed e) {
            throw new IllegalStateException("an instance that stands in did not come up: " + e.reason(), e);
        }
    }

    /** Nobody follows what is mended. */
    private record Unheard(Instant submittedSince) implements Follower {

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void seen(List<Seen> stages) {
            // The journal's line of the mending is all that is kept.
        }
    }

    /** A unit that comes back before its host saw it go would go on as it was. */
    private void awaitGone(Set<String> units) {
        Deadline deadline = Deadline.in(AN_END);
        while (!deadline.isOver() && engine.held().stream().map(HeldPart::name).anyMatch(units::contains)) {
            pause.of(pacing.poll());
        }
    }
}
