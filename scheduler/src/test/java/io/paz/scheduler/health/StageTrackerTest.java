package io.paz.scheduler.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.deployment.ReachedStage;
import io.paz.scheduler.engine.InstanceLog;
import io.paz.scheduler.engine.InstanceStatus;
import io.paz.scheduler.engine.InstanceStatus.Condition;
import io.paz.scheduler.health.StageTracker.Sight;
import io.paz.scheduler.release.PortMapping;
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

    private static final String STARTED = "container 3f2a of image sha256:77 started at 2026-01-02T03:04:05Z";
    private static final String HERE = "Unable to find image 'team/web:latest' locally";
    private static final String DIGEST = "Digest: sha256:" + "ab".repeat(32);
    private static final String STATUS = "Status: Downloaded newer image for team/web:latest";
    private static final InstanceLog NOTHING = log(List.of(), List.of());
    private static final InstanceStatus PLACED = status("m1", Condition.RUNNING);

    private static InstanceStatus status(String machine, Condition condition) {
        return new InstanceStatus(1, "web-1-1.service", condition, "fleet's words", machine);
    }

    private static InstanceLog log(List<String> container, List<String> sidekick) {
        return new InstanceLog(container, List.of(), sidekick);
    }

    private static Release routed(boolean pushed) {
        return new Release(
                Services.id("web", 1), null, "team/web", pushed, Services.config(1, new PortMapping(80, null)));
    }

    private static final Release WORKER =
            new Release(Services.id("web", 1), null, "team/web", false, Services.config(1));

    static Stream<Arguments> rows() {
        String scheduled = "scheduled: web-1-1.service on machine m1";
        String started = "container-started: instance 1: container 3f2a at 2026-01-02T03:04:05Z";
        return Stream.of(
                row("nothing is known", routed(false), null, null, false),
                row("no machine yet", routed(false), status(null, Condition.UNPLACED), null, false),
                row("placed, no log", routed(false), PLACED, null, false, scheduled),
                row("pulling", routed(false), PLACED, log(List.of(HERE), List.of()), false, scheduled),
                row(
                        "pulled",
                        routed(false),
                        PLACED,
                        log(List.of(HERE, DIGEST, STATUS), List.of()),
                        false,
                        scheduled,
                        "pulled: instance 1: Downloaded newer image for team/web:latest, sha256:" + "ab".repeat(32)),
                row(
                        "started from an image that was there",
                        routed(false),
                        PLACED,
                        log(List.of(), List.of(STARTED, "not announced: nothing listens on port 80")),
                        false,
                        scheduled,
                        "pulled: instance 1: image sha256:77: its host had it, nothing was pulled",
                        started),
                row(
                        "started from an image that was just pushed",
                        routed(true),
                        PLACED,
                        log(List.of(), List.of(STARTED)),
                        false,
                        scheduled,
                        "pulled: instance 1: image sha256:77, after its registry was asked for a newer one",
                        started),
                row(
                        "a port, healthy, but the sidekick's words are lost",
                        routed(false),
                        PLACED,
                        NOTHING,
                        true,
                        scheduled),
                row("no port, runs for a moment", WORKER, PLACED, NOTHING, false, scheduled),
                row(
                        "no port, has kept running",
                        WORKER,
                        PLACED,
                        NOTHING,
                        true,
                        scheduled,
                        "pulled: instance 1: Docker printed nothing of a pull: its host had the image",
                        "container-started: instance 1: inferred, since it has kept running: fleet's words"));
    }

    private static Arguments row(
            String name, Release release, InstanceStatus status, InstanceLog log, boolean healthy, String... told) {
        return Arguments.of(name, release, new Sight(1, status, log), healthy, List.of(told));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void tells(String name, Release release, Sight sight, boolean healthy, List<String> told) {
        StageTracker stages = new StageTracker(release, List.of(1), instance -> "/paz/services/web/1/" + instance);
        assertThat(stages.news(List.of(sight), Map.of(), healthy))
                .map(StageTrackerTest::line)
                .isEqualTo(told);
        assertThat(stages.news(List.of(sight), Map.of(), healthy)).isEmpty();
        assertThat(stages.unread().isEmpty()).isEqualTo(told.stream().anyMatch(line -> line.startsWith("container")));
    }

    private static String line(ReachedStage seen) {
        return seen.step() + ": " + seen.evidence();
    }

    @Test
    void a_stage_is_reached_when_all_have_and_of_many_the_first_ten_are_named() {
        List<Integer> all = IntStream.rangeClosed(1, 12).boxed().toList();
        StageTracker stages = new StageTracker(routed(false), all, instance -> "/k/" + instance);
        List<Sight> sights = all.subList(0, 10).stream()
                .map(instance -> new Sight(instance, null, null))
                .toList();
        Map<Integer, String> eleven = IntStream.rangeClosed(1, 11)
                .boxed()
                .collect(Collectors.toMap(each -> each, each -> "10.0.0.1:80" + each));
        assertThat(stages.news(sights, eleven, false)).isEmpty();
        Map<Integer, String> twelve = new HashMap<>(eleven);
        twelve.put(12, "10.0.0.2:80");
        assertThat(stages.news(sights, twelve, true))
                .map(StageTrackerTest::line)
                .singleElement()
                .asString()
                .startsWith("announced: /k/1 = 10.0.0.1:801; /k/2 = 10.0.0.1:802; ")
                .endsWith("/k/10 = 10.0.0.1:8010; and 2 more");
    }
}
