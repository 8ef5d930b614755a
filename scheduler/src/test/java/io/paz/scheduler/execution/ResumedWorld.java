package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The world as another scheduler left it, and the store with what that scheduler had kept. */
final class ResumedWorld {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Pattern ON_INSTANCES = Pattern.compile("(submit|withdraw|destroy) web (\\d+) \\[(.*)]");
    private static final Set<String> WRITES = Set.of("save", "append", "finish");

    private final FakeWorld world = new FakeWorld();
    private final Path folder;
    private boolean isFirst = true;
    private boolean serves;
    private boolean stopped;

    ResumedWorld(Path folder) {
        this.folder = folder;
        world.traffic.pace = Duration.ofSeconds(6);
        world.directory.put("web", Services.web(KillAct.INSTANCES));
    }

    /** Version 2 serves, and the instances of the next one come up as the act says. */
    void serve(KillAct act) {
        serve(act.stoppedBefore());
        world.healthy = (release, instance) -> act.comesUp(release.version(), instance);
    }

    void serve(boolean isStopped) {
        isFirst = false;
        serves = true;
        stopped = isStopped;
        world.published.addAll(Set.of("web", "web 2"));
        if (!isStopped) {
            world.hold(release(2));
        }
    }

    static Release release(int version) {
        return new Release(
                new ReleaseId("web", version),
                "The web",
                "team/web",
                false,
                Services.web(KillAct.INSTANCES).config());
    }

    void apply(List<String> effects) {
        effects.forEach(this::apply);
        serves &= !effects.contains("unpublish web 2");
        world.calls.clear();
    }

    private void apply(String effect) {
        Matcher onInstances = ON_INSTANCES.matcher(effect);
        String[] words = effect.split(" ");
        if (onInstances.matches()) {
            applyOnInstances(onInstances);
        } else if (effect.startsWith("publish service")) {
            world.publishService(release(Integer.parseInt(words[4])));
        } else if (effect.startsWith("publish")) {
            world.publishVersion(release(Integer.parseInt(words[2])));
        } else if (effect.startsWith("unpublish")) {
            world.removeVersion(new ReleaseId("web", Integer.parseInt(words[2])));
        } else if (effect.startsWith("list")) {
            world.directory.put("web", Services.web(Integer.parseInt(words[3])));
        } else {
            world.publishWeights(weights(effect));
        }
    }

    private void applyOnInstances(Matcher effect) {
        Release release = release(Integer.parseInt(effect.group(2)));
        List<Integer> instances =
                Stream.of(effect.group(3).split(", ")).map(Integer::valueOf).toList();
        switch (effect.group(1)) {
            case "submit" -> world.submit(release.spec(), instances);
            case "withdraw" -> world.withdraw(release.id().ids(instances));
            default -> world.destroy(release.id().ids(instances));
        }
    }

    /** {@code weigh {web 2=9, web 3=1}}. */
    private static Map<ReleaseId, Integer> weights(String effect) {
        return Pattern.compile("web (\\d+)=(\\d+)")
                .matcher(effect)
                .results()
                .collect(Collectors.toMap(
                        each -> new ReleaseId("web", Integer.parseInt(each.group(1))),
                        each -> Integer.valueOf(each.group(2))));
    }

    DeploymentState resume(Deployment kept) {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            resume(scheduler, repository -> repository.repository.save(kept));
            return scheduler.repository.find(kept.id()).orElseThrow().state();
        }
    }

    DeploymentState resume(Operation kept) {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            resume(scheduler, repository -> repository.repository.operations().save(kept));
            return scheduler
                    .repository
                    .operations()
                    .find(kept.id())
                    .orElseThrow()
                    .state();
        }
    }

    private void resume(TestScheduler scheduler, Consumer<TestScheduler> keep) {
        if (!isFirst) {
            keepOld(scheduler);
        }
        keep.accept(scheduler);
        scheduler.deployments.resume();
        await().until(() -> scheduler.repository.unfinished().isEmpty()
                && scheduler.repository.operations().unfinished().isEmpty());
    }

    private void keepOld(TestScheduler scheduler) {
        Deployment old = Deployment.accepted(release(2), List.of(), "a test", Requester.UNKNOWN, NOW)
                .started(List.of(), "rolling", "a test", NOW)
                .done(NOW)
                .stopped(stopped);
        scheduler.repository.save(serves ? old : old.retired());
    }

    /** Effects on engine, routes and directory since then. */
    List<String> effects() {
        return world.calls.stream()
                .filter(call -> !WRITES.contains(call) && !call.startsWith("before "))
                .toList();
    }
}
