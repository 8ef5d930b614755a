package io.paz.scheduler.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.plan.Takeover.Instance;
import io.paz.scheduler.plan.Task.Kind;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Task sequences that strategies are made of. */
public final class TaskSequences {

    private static final Set<Kind> TAKES_AWAY = EnumSet.of(Kind.WITHDRAW, Kind.DESTROY);

    private TaskSequences() {}

    /** What must be known of a version before its first instance joins those that serve. */
    static List<Task> publish(Takeover takeover) {
        return takeover.serving().isEmpty()
                ? List.of()
                : publishVersion(takeover.next().id());
    }

    /**
     * Brings instances of the new version up to where they get requests. Where nothing serves, people wait for the first instance: so
     * what only its announcement needs is published while it starts.
     */
    public static List<Task> start(Takeover takeover, List<Integer> instances, String reason) {
        Release next = takeover.next();
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(Kind.SUBMIT, next.id(), instances, reason));
        if (takeover.serving().isEmpty()) {
            tasks.addAll(publishAll(next.id()));
        }
        tasks.addAll(await(next, instances));
        return tasks;
    }

    /** What must be known where nothing of the service serves. */
    static List<Task> publishAll(ReleaseId id) {
        List<Task> tasks = new ArrayList<>(publishVersion(id));
        tasks.add(Task.whole(Kind.PUBLISH_SERVICE, id, "nothing else of the service is routed"));
        return tasks;
    }

    static Task allowHosts(ReleaseId id) {
        return Task.whole(Kind.ALLOW_HOSTS, id, "an address is routed only if it is a host's");
    }

    private static List<Task> publishVersion(ReleaseId id) {
        return List.of(
                allowHosts(id),
                Task.whole(Kind.PUBLISH_VERSION, id, "its health check must be known before its first instance is"));
    }

    /** Brings instances up to where they get requests. */
    public static List<Task> start(Release release, List<Integer> instances, String reason) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(Kind.SUBMIT, release.id(), instances, reason));
        tasks.addAll(await(release, instances));
        return tasks;
    }

    private static List<Task> await(Release release, List<Integer> instances) {
        ReleaseId id = release.id();
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(Kind.AWAIT_HEALTHY, id, instances, "only what answers may take over"));
        if (release.isRouted()) {
            tasks.add(new Task(Kind.AWAIT_BALANCED, id, instances, "only what gets requests may take over"));
        }
        return tasks;
    }

    /** Takes instances away without cutting off a request. */
    public static List<Task> end(List<Instance> instances, String reason) {
        Map<Release, List<Integer>> byRelease = byRelease(instances);
        List<Task> tasks = new ArrayList<>();
        byRelease.forEach((release, numbers) -> unroute(tasks, Kind.WITHDRAW, release, numbers, reason));
        byRelease.forEach((release, numbers) ->
                unroute(tasks, Kind.AWAIT_WITHDRAWN, release, numbers, "its routes must be gone"));
        byRelease.forEach(
                (release, numbers) -> unroute(tasks, Kind.AWAIT_OUT, release, numbers, "no new request may reach it"));
        byRelease.forEach((release, numbers) -> tasks.add(new Task(Kind.DESTROY, release.id(), numbers, reason)));
        return tasks;
    }

    private static void unroute(List<Task> tasks, Kind kind, Release release, List<Integer> instances, String reason) {
        if (release.isRouted()) {
            tasks.add(new Task(kind, release.id(), instances, reason));
        }
    }

    /** The new version serves; its service's visibility and domains hold from now on. */
    static List<Task> announceTakeover(Takeover takeover) {
        return takeover.serving().isEmpty()
                ? List.of()
                : List.of(Task.whole(Kind.PUBLISH_SERVICE, takeover.next().id(), tookOver(takeover)));
    }

    static List<Task> retireOld(Takeover takeover) {
        return takeover.serving().stream()
                .map(old -> Task.whole(Kind.RETIRE, old.id(), tookOver(takeover)))
                .toList();
    }

    static String tookOver(Takeover takeover) {
        return "version " + takeover.next().id().version() + " took over";
    }

    /** Brings back what an arrival has taken away, or had begun to. */
    static List<Task> restore(Takeover takeover, List<TaskId> begun) {
        Map<Release, List<Integer>> taken = new LinkedHashMap<>();
        begun.stream().filter(task -> TAKES_AWAY.contains(task.kind())).forEach(task -> taken.computeIfAbsent(
                        takeover.release(task.release()), release -> new ArrayList<>())
                .addAll(task.instances()));
        List<Task> tasks = new ArrayList<>();
        taken.forEach((release, numbers) ->
                tasks.addAll(start(release, numbers.stream().distinct().toList(), "the new version failed")));
        return tasks;
    }

    /** Takes the new version down. */
    static List<Task> takeDown(Takeover takeover) {
        Release next = takeover.next();
        List<Task> tasks = new ArrayList<>(takeAway(next, "it failed"));
        if (takeover.serving().isEmpty()) {
            tasks.add(Task.whole(Kind.UNPUBLISH_SERVICE, next.id(), "nothing of the service is left"));
        }
        return tasks;
    }

    /** Takes a whole version away, and nothing of its service besides. */
    public static List<Task> takeAway(Release release, String reason) {
        List<Instance> instances = release.instances().stream()
                .map(number -> new Instance(release, number))
                .toList();
        List<Task> tasks = new ArrayList<>(end(instances, reason));
        tasks.add(Task.whole(Kind.RETIRE, release.id(), reason));
        return tasks;
    }

    /** Takes an instance away and has the engine place it anew. */
    public static List<Task> placeAnew(Instance instance, String reason) {
        List<Task> tasks = new ArrayList<>(end(List.of(instance), reason));
        tasks.addAll(start(instance.release(), List.of(instance.number()), reason));
        return tasks;
    }

    private static Map<Release, List<Integer>> byRelease(List<Instance> instances) {
        return instances.stream()
                .collect(groupingBy(Instance::release, LinkedHashMap::new, mapping(Instance::number, toList())));
    }
}
