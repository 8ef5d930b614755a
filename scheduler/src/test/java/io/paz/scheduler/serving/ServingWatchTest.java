package io.paz.scheduler.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.InstanceStatus;
import io.paz.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is observed over time: restarts between two looks, and since when an instance does not serve. */
class ServingWatchTest {

    private static final InstanceId REF = new ReleaseId("worker", 1).instance(1);

    private static final InstanceId OTHER = new ReleaseId("worker", 1).instance(2);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private Condition condition = Condition.RUNNING;
    private List<ExpectedInstance> expected = List.of(new ExpectedInstance(REF, false, "GET /"));
    private boolean engineDown;
    private Set<Integer> announced = Set.of(1);
    private int explanations;
    private long nanos = 1;

    private final ServingWatch watch = new ServingWatch(
            new ServingWatch.Sources(
                    () -> expected,
                    this::reported,
                    () -> Optional.of(Map.of(REF.release(), announced)),
                    () -> List.of(Map.of(REF, new BalancerHealth("http://a", true, "UP", ""))),
                    instance -> {
                        explanations++;
                        return Optional.of("no answer");
                    }),
            clock,
            () -> nanos);

    private List<InstanceStatus> reported() {
        if (engineDown) {
            throw new EngineUnavailableException("fleet does not answer");
        }
        return List.of(new InstanceStatus(REF, REF.toString(), condition, "evidence", null));
    }

    private ServingStatus after(Duration pause, Condition seen) {
        nanos += pause.toNanos();
        clock.advance(pause);
        condition = seen;
        return watch.current().get(REF);
    }

    private ServingStatus after(int seconds, Condition seen) {
        return after(Duration.ofSeconds(seconds), seen);
    }

    @Test
    void worker_that_ends_again_and_again_does_not_serve_while_its_process_is_active() {
        assertThat(after(2, Condition.RUNNING).serves()).isTrue();
        Instant fell = clock.instant().plusSeconds(2);
        for (int restart = 1; restart <= 3; restart++) {
            assertThat(after(2, Condition.RESTARTING).serves()).isFalse();
            assertThat(after(2, Condition.PENDING).serves()).isFalse();
            assertThat(after(20, Condition.RUNNING).running()).isTrue();
        }
        ServingStatus looping = after(60, Condition.RUNNING);
        assertThat(looping.serving().reason()).startsWith("crash loop: it ended 3 times");
        assertThat(looping.since()).isEqualTo(fell);
        assertThat(watch.failures(Duration.ofSeconds(30))).containsOnlyKeys(REF);
        assertThat(after(601, Condition.RUNNING).serves()).isTrue();
        assertThat(watch.failures(Duration.ZERO)).isEmpty();
    }

    @Test
    void an_instance_that_is_new_is_looked_at_even_right_after_a_look() {
        watch.look();
        expected = List.of(new ExpectedInstance(REF, false, ""), new ExpectedInstance(OTHER, false, ""));
        assertThat(watch.current()).containsKeys(REF, OTHER);
    }

    @Test
    void each_end_counts_once_however_many_steps_of_it_are_seen() {
        after(2, Condition.RUNNING);
        for (Condition seen : List.of(
                Condition.PENDING,
                Condition.RESTARTING,
                Condition.PENDING,
                Condition.RUNNING,
                Condition.RESTARTING,
                Condition.RUNNING)) {
            after(1, seen);
        }
        assertThat(after(1, Condition.RUNNING).serving().reason()).contains("it ended 2 times");
        after(1, Condition.PENDING);
        assertThat(after(1, Condition.RESTARTING).serving().reason()).startsWith("crash loop: it ended 3 times");
        after(1, Condition.PENDING);
        assertThat(after(1, Condition.RESTARTING).serving().reason()).startsWith("crash loop: it ended 4 times");
    }

    @Test
    void new_worker_settles_first() {
        after(2, Condition.PENDING);
        assertThat(after(2, Condition.RUNNING).serves()).isFalse();
        assertThat(after(2, Condition.RUNNING).serves()).isTrue();
    }

    @Test
    void wall_clock_that_jumps_makes_no_crash_loop_and_forgets_none() {
        after(2, Condition.RUNNING);
        for (int restart = 1; restart <= 3; restart++) {
            after(2, Condition.RESTARTING);
            after(2, Condition.RUNNING);
        }
        clock.advance(Duration.ofHours(2));
        assertThat(after(2, Condition.RUNNING).serves()).isFalse();
    }

    @Test
    void one_that_is_not_announced_is_explained_and_not_asked_about_at_every_look() {
        expected = List.of(new ExpectedInstance(REF, true, "GET /"));
        after(2, Condition.RUNNING);
        announced = Set.of();
        assertThat(after(2, Condition.RUNNING).serving().reason()).startsWith("unhealthy: no answer");
        after(2, Condition.RUNNING);
        assertThat(explanations).isEqualTo(1);
        after(16, Condition.RUNNING);
        assertThat(explanations).isEqualTo(2);
    }

    @Test
    void engine_that_does_not_answer_ends_nothing_that_was_known() {
        after(2, Condition.RUNNING);
        engineDown = true;
        assertThat(after(2, Condition.RUNNING).serving().reason()).isEqualTo("not known: fleet does not answer");
        engineDown = false;
        assertThat(after(2, Condition.RUNNING).serves()).isTrue();
    }
}
