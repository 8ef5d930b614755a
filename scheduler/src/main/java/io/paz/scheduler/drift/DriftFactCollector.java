package io.paz.scheduler.drift;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.HeldPart;
import io.paz.engine.spec.UnrenderableSpecException;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.drift.DriftFacts.Known;
import io.paz.scheduler.drift.DriftFacts.Standing;
import io.paz.scheduler.drift.DriftFacts.Wanted;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.release.ServiceConfig;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Announcements.View;
import io.paz.scheduler.serving.ServingSource;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads journal, engine and etcd for a drift check. A service with which something is under way, or was a moment ago, is left out: what is on disk and what the
 * engine says would be of different moments.
 */
public final class DriftFactCollector {

    /** Right after the start etcd has not answered yet. */
    private static final Duration INITIAL_SYNC_TIMEOUT = Duration.ofSeconds(5);

    /** What starts, or recovers by itself, is no drift. */
    private static final Duration MIN_FAILURE = Duration.ofSeconds(30);

    private final DeploymentRepository deployments;
    private final OperationRepository operations;
    private final ClusterEngine engine;
    private final Announcements announcements;
    private final ServingSource serving;
    private final SteadyHosts hosts;

    public DriftFactCollector(
            DeploymentRepository deployments,
            OperationRepository operations,
            ClusterEngine engine,
            Announcements announcements,
            ServingSource serving,
            Clock clock) {
        this.deployments = deployments;
        this.operations = operations;
        this.engine = engine;
        this.announcements = announcements;
        this.serving = serving;
        this.hosts = new SteadyHosts(engine::load, clock);
    }

    /** @param wanted services to look at */
    DriftFacts read(Predicate<String> wanted) {
        Map<String, List<Deployment>> before = serving();
        List<HeldPart> held = engine.held();
        View view = view();
        Map<String, List<Deployment>> after = serving();
        Set<String> busy = busy();
        Predicate<String> quiet = service -> wanted.test(service)
                && !busy.contains(service)
                && before.getOrDefault(service, List.of()).equals(after.getOrDefault(service, List.of()));
        List<HeldPart> compared = held.stream()
                .filter(part -> quiet.test(part.release().service()))
                .toList();
        Map<ReleaseId, Set<Integer>> announced = view.addresses().entrySet().stream()
                .filter(each -> quiet.test(each.getKey().service()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().keySet()));
        Stream<ReleaseId> ids = Stream.of(
                        after.values().stream().flatMap(List::stream).map(Deployment::id),
                        compared.stream().map(HeldPart::release),
                        announced.keySet().stream())
                .flatMap(each -> each);
        return new DriftFacts(
                known(ids.filter(id -> quiet.test(id.service())), compared),
                compared,
                view.stale() ? null : announced,
                serving.failures(MIN_FAILURE),
                hosts.now());
    }

    private Map<String, List<Deployment>> serving() {
        return deployments.serving().stream()
                .collect(Collectors.groupingBy(deployment -> deployment.id().service()));
    }

    private Set<String> busy() {
        return Stream.of(
                        deployments.unfinished().stream()
                                .map(deployment -> deployment.id().service()),
                        operations.unfinished().stream()
                                .map(operation -> operation.id().service()),
                        deployments.removals().stream())
                .flatMap(each -> each)
                .collect(Collectors.toSet());
    }

    private View view() {
        View view = announcements.view();
        Deadline patience = Deadline.in(INITIAL_SYNC_TIMEOUT);
        while (view.stale() && !patience.isOver()) {
            try {
                view = announcements.awaitChange(view, INITIAL_SYNC_TIMEOUT);
            } catch (InterruptedException e) {
                throw Pause.interrupted();
            }
        }
        return view;
    }

    private Map<ReleaseId, Known> known(Stream<ReleaseId> ids, List<HeldPart> held) {
        Map<ReleaseId, List<HeldPart>> parts = held.stream().collect(Collectors.groupingBy(HeldPart::release));
        return ids.distinct()
                .flatMap(id -> deployments.find(id).stream())
                .collect(Collectors.toMap(
                        Deployment::id, each -> known(each, parts.getOrDefault(each.id(), List.of()))));
    }

    private Known known(Deployment deployment, List<HeldPart> held) {
        Standing standing = standing(deployment);
        int running = standing == Standing.SERVING ? deployment.running() : 0;
        List<Wanted> wanted = deployment.parts().stream()
                .map(part ->
                        new Wanted(part.name(), engine.instanceOf(part.name()).instance()))
                .filter(part -> part.instance() <= running)
                .toList();
        return new Known(standing, wanted, deployment.release().isRouted(), made(deployment, held));
    }

    private static Standing standing(Deployment deployment) {
        if (!deployment.serving()) {
            return Standing.OVER;
        }
        return deployment.stopped() ? Standing.STOPPED : Standing.SERVING;
    }

    /**
     * What is on disk; and where something else is held, what this release of Paz makes of the same version too: that is the content of
     * what was repaired, or scaled away since.
     */
    private Map<String, Set<String>> made(Deployment deployment, List<HeldPart> held) {
        Map<String, Set<String>> made = new HashMap<>();
        add(made, deployment.parts());
        boolean all = held.stream()
                .allMatch(part -> made.getOrDefault(part.name(), Set.of()).contains(part.hash()));
        if (!all) {
            add(made, rendered(deployment.release(), held));
        }
        return made;
    }

    private static void add(Map<String, Set<String>> made, List<Part> parts) {
        parts.forEach(part ->
                made.computeIfAbsent(part.name(), name -> new HashSet<>()).add(part.hash()));
    }

    private List<Part> rendered(Release release, List<HeldPart> held) {
        int highest = held.stream().mapToInt(HeldPart::instance).max().orElse(1);
        int instances = Math.max(release.config().numInstances(), Math.min(highest, ServiceConfig.MAX_INSTANCES));
        try {
            return Part.of(
                    engine.possibleArtefacts(release.withInstances(instances).spec()));
        } catch (UnrenderableSpecException rendersNoLonger) {
            return List.of();
        }
    }
}
