package io.paz.scheduler.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.control.InstanceStatus;
import io.paz.engine.control.StartProgress;
import io.paz.engine.spec.PortMapping;
import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.health.StageTracker.Sight;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.testing.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which stages are told of what was observed, and with what evidence. */
class StageTrackerTest {

    private static final String IMAGE = "image sha256:77: its host had it, nothing was pulled";
    private static final String STARTED = "container 3f2a at 2026-01-02T03:04:05Z";
    private static final StartProgress NOTHING = new StartProgress(null, null);
    private static final InstanceStatus PLACED = status("m1", Condition.RUNNING);

    private static InstanceStatus status(String machine, Condition condition) {
        return new InstanceStatus(
                new InstanceId("web", 1, 1), "web-1-1.service", condition, "the engine's words", machine);
    }

    private static Release routed() {
        return new Release(
                Services.id("web", 1), null, "team/web", false, Services.config(1, new PortMapping(80, null)));
    }

    private static final Release WORKER =
            new Release(Services.id("web", 1), null, "team/web", false, Services.config(1));

    static Stream<Arguments> rows() {
        String scheduled = "scheduled: web-1-1.service on machine m1";
        String started = "container-started: instance 1: " + STARTED;
        return Stream.of(
                row("nothing is known", routed(), null, null, false),
                row("no machine yet", routed(), status(null, Condition.UNPLACED), null, false),
                row("placed, no log", routed(), PLACED, null, false, scheduled),
                row(
                        "pulled",
                        routed(),
                        PLACED,
                        new StartProgress(IMAGE, null),
                        false,
                        scheduled,
                        "pulled: instance 1: " + IMAGE),
                row(
                        "started",
                        routed(),
                        PLACED,
                        new StartProgress(IMAGE, STARTED),
                        false,
                        scheduled,
                        "pulled: instance 1: " + IMAGE,
                        started),
                row("a port, healthy, but nothing says how it started", routed(), PLACED, NOTHING, true, scheduled),
                row("no port, runs for a moment", WORKER, PLACED, NOTHING, false, scheduled),
                row(
                        "no port, has kept running",
                        WORKER,
                        PLACED,
                        NOTHING,
                        true,
                        scheduled,
                        "pulled: instance 1: no pull was seen: its host had the image",
                        "container-started: instance 1: inferred, since it has kept running: the engine's words"));
    }

    private static Arguments row(
            String name,
            Release release,
            InstanceStatus status,
            StartProgress progress,
            boolean healthy,
            String... told) {
        return Arguments.of(name, release, new Sight(1, status, progress), healthy, List.of(told));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void tells(String name, Release release, Sight sight, boolean healthy, List<String> told) {
        StageTracker stages = new StageTracker(release, List.of(1), instance -> "/paz/services/web/1/" + instance);
        assertThat(stages.newlyReached(List.of(sight), Map.of(), healthy))
                .map(StageTrackerTest::line)
                .isEqualTo(told);
        assertThat(stages.newlyReached(List.of(sight), Map.of(), healthy)).isEmpty();
        assertThat(stages.unread().isEmpty()).isEqualTo(told.stream().anyMatch(line -> line.startsWith("container")));
    }

    private static String line(ReachedStage seen) {
        return seen.step() + ": " + seen.evidence();
    }

    @Test
    void a_stage_is_reached_when_all_have_and_of_many_the_first_ten_are_named() {
        List<Integer> all = IntStream.rangeClosed(1, 12).boxed().toList();
        StageTracker stages = new StageTracker(routed(), all, instance -> "/k/" + instance);
        List<Sight> sights = all.subList(0, 10).stream()
                .map(instance -> new Sight(instance, null, null))
                .toList();
        Map<Integer, String> eleven = IntStream.rangeClosed(1, 11)
                .boxed()
                .collect(Collectors.toMap(each -> each, each -> "10.0.0.1:80" + each));
        assertThat(stages.newlyReached(sights, eleven, false)).isEmpty();
        Map<Integer, String> twelve = new HashMap<>(eleven);
        twelve.put(12, "10.0.0.2:80");
        assertThat(stages.newlyReached(sights, twelve, true))
                .map(StageTrackerTest::line)
                .singleElement()
                .asString()
                .startsWith("announced: /k/1 = 10.0.0.1:801; /k/2 = 10.0.0.1:802; ")
                .endsWith("/k/10 = 10.0.0.1:8010; and 2 more");
    }
}
