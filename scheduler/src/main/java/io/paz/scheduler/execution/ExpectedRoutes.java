package io.paz.scheduler.execution;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.canary.CanaryRunner;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.plan.Takeover;
import io.paz.scheduler.plan.Task;
import io.paz.scheduler.plan.TaskId;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.routing.PublishedService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives the routes that must be published from the journal: of what serves, and of what a running deployment has published so far. Blocks on the disk. */
public final class ExpectedRoutes {

    /** While one of these is under way, what is published may be as before it or as after it. */
    private static final Set<Task.Kind> PUBLISHES = EnumSet.of(
            Task.Kind.PUBLISH_VERSION,
            Task.Kind.PUBLISH_SERVICE,
            Task.Kind.SHARE,
            Task.Kind.RETIRE,
            Task.Kind.UNPUBLISH_SERVICE);

    private final DeploymentRepository repository;

    public ExpectedRoutes(DeploymentRepository repository) {
        this.repository = repository;
    }

    /** Services that are being removed, or whose keys are being changed at this moment, are left out. */
    public Collection<PublishedService> published() {
        Set<String> leftOut = new HashSet<>(repository.removals());
        Map<String, List<Deployment>> active = Stream.concat(
                        repository.serving().stream(), repository.unfinished().stream())
                .filter(each -> !leftOut.contains(each.id().service()))
                .collect(Collectors.groupingBy(each -> each.id().service(), TreeMap::new, Collectors.toList()));
        List<PublishedService> published = new ArrayList<>();
        active.forEach((service, deployments) -> of(service, deployments).ifPresent(published::add));
        return published;
    }

    /** Whether the version was deployed, and is over. */
    public boolean isOver(ReleaseId release) {
        return repository
                .find(release)
                .filter(each -> !each.serving() && each.state().isFinal())
                .isPresent();
    }

    /** Whether anything of the service serves, is under way, or is being removed. */
    public boolean isKnown(String service) {
        return repository.removals().contains(service)
                || !repository.serving(service).isEmpty()
                || repository.unfinished().stream()
                        .anyMatch(each -> each.id().service().equals(service));
    }

    private Optional<PublishedService> of(String service, List<Deployment> active) {
        List<Deployment> running = active.stream()
                .filter(each -> each.state() == DeploymentState.RUNNING)
                .toList();
        List<Deployment> serving = active.stream().filter(Deployment::serving).toList();
        if (running.isEmpty()) {
            return serving.isEmpty() ? Optional.empty() : Optional.of(of(service, releases(serving)));
        }
        return running.size() == 1 && running.get(0).strategy() != null ? meanwhile(running.get(0)) : Optional.empty();
    }

    private static List<Release> releases(List<Deployment> deployments) {
        return deployments.stream().map(Deployment::release).toList();
    }

    private static PublishedService of(String service, Collection<Release> serving) {
        PublishedService published = PublishedService.nothing(service);
        for (Release release : serving) {
            published = published.withVersion(release).withSettings(release);
        }
        return published;
    }

    private Optional<PublishedService> meanwhile(Deployment running) {
        DeploymentPlan plan = DeploymentPlan.of(running, repository);
        Deployment identified = plan.identified(running);
        List<TaskId> done = new ArrayList<>(identified.tasks().done());
        done.addAll(identified.rollbackTasks().done());
        List<TaskId> begun = running.isAbandoned()
                ? identified.rollbackTasks().begun()
                : identified.tasks().begun();
        if (begun.stream().anyMatch(task -> PUBLISHES.contains(task.kind()))
                || done.stream().anyMatch(task -> task.kind() == Task.Kind.UNPUBLISH_SERVICE)) {
            return Optional.empty();
        }
        PublishedService published = of(running.id().service(), plan.takeover().serving());
        for (TaskId task : done) {
            published = after(task, published, plan.takeover());
        }
        return Optional.of(published);
    }

    private static PublishedService after(TaskId task, PublishedService before, Takeover takeover) {
        Release release = takeover.release(task.release());
        return switch (task.kind()) {
            case PUBLISH_VERSION -> before.withVersion(release);
            case PUBLISH_SERVICE -> before.withSettings(release);
            case SHARE -> before.withWeights(CanaryRunner.weights(takeover, task.share()));
            case RETIRE -> before.without(task.release());
            default -> before;
        };
    }
}
