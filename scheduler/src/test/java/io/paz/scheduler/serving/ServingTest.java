package io.paz.scheduler.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The definition of serving: what counts, and the reason where it does not. */
class ServingTest {

    private static final InstanceId WEB = new ReleaseId("web", 1).instance(1);
    private static final ExpectedInstance ROUTED = new ExpectedInstance(WEB, true, "GET /health");
    private static final ExpectedInstance WORKER = new ExpectedInstance(WEB, false, "the TCP check");
    private static final Duration LONG = Duration.ofHours(1);
    private static final BalancerHealth UP = new BalancerHealth("http://a", true, "UP", "");

    private static InstanceFacts routed(@Nullable Boolean announced, @Nullable String reason, BalancerHealth... seen) {
        return new InstanceFacts(
                ROUTED, Condition.RUNNING, "active", true, LONG, 0, announced, reason, List.of(seen), seen.length);
    }

    private static InstanceFacts worker(Condition condition, Duration running, int restarts) {
        return new InstanceFacts(WORKER, condition, "evidence", true, running, restarts, false, null, List.of(), 1);
    }

    @Test
    void announced_and_up_in_every_balancer_serves() {
        assertThat(Serving.of(routed(true, null, UP, UP))).isEqualTo(new Serving(true, null));
    }

    @Test
    void etcd_that_cannot_be_read_takes_nothing_away() {
        assertThat(Serving.of(routed(null, null, UP)).serves()).isTrue();
    }

    @Test
    void unhealthy_instance_is_named_with_what_the_check_found() {
        BalancerHealth down = new BalancerHealth("http://b", false, "DOWN", "answers 500");
        assertThat(Serving.of(routed(true, null, UP, down)).reason())
                .isEqualTo("unhealthy: GET /health answers 500; it gets no requests, and Paz does not restart it by"
                        + " itself");
        assertThat(Serving.of(routed(false, "GET /health on port 80 answers 500", UP))
                        .reason())
                .isEqualTo("unhealthy: GET /health on port 80 answers 500; it gets no requests, and Paz does not"
                        + " restart it by itself");
    }

    @Test
    void routed_instance_without_a_route_does_not_serve() {
        assertThat(Serving.of(routed(false, null, UP)).reason())
                .isEqualTo("not announced, so that it gets no requests");
        assertThat(Serving.of(routed(true, null)).reason()).isEqualTo("not known: no load balancer answers");
        assertThat(Serving.of(routed(true, null, new BalancerHealth("http://a", false, "DRAIN", "")))
                        .reason())
                .isEqualTo("it is DRAIN in the load balancer at http://a");
        InstanceFacts missing =
                new InstanceFacts(ROUTED, Condition.RUNNING, "active", true, LONG, 0, true, null, List.of(UP), 2);
        assertThat(Serving.of(missing).reason()).isEqualTo("not in the load balancer yet");
    }

    @ParameterizedTest
    @EnumSource(value = Condition.class, names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
    void what_the_engine_does_not_run_does_not_serve(Condition condition) {
        assertThat(Serving.of(worker(condition, Duration.ZERO, 1)).serves()).isFalse();
        assertThat(Serving.of(new InstanceFacts(ROUTED, condition, "e", true, LONG, 0, true, null, List.of(UP), 1))
                        .serves())
                .isFalse();
    }

    /** Seconds that it runs, ends within ten minutes, the reason or nothing. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "serves",
            value = {
                "1, 0, serves",
                "0, 0, starting: running for 0 s",
                "30, 1, serves",
                "29, 1, 'restarted: running for 29 s, and it ended once within the last 10 minutes; it counts again after"
                        + " 30 s'",
                "590, 3, crash loop: it ended 3 times within the last 10 minutes"
            })
    void worker_must_run_without_a_crash_loop(int seconds, int restarts, @Nullable String reason) {
        assertThat(Serving.of(worker(Condition.RUNNING, Duration.ofSeconds(seconds), restarts)))
                .isEqualTo(new Serving(reason == null, reason));
    }

    @Test
    void crash_loop_counts_for_what_gets_requests_too() {
        InstanceFacts looping = new InstanceFacts(
                ROUTED, Condition.RUNNING, "active", true, Duration.ZERO, 3, true, null, List.of(UP), 1);
        assertThat(Serving.of(looping).reason()).isEqualTo("crash loop: it ended 3 times within the last 10 minutes");
    }

    @Test
    void while_the_engine_is_silent_the_balancers_judge() {
        InstanceFacts silent =
                new InstanceFacts(ROUTED, null, "fleet is down", false, Duration.ZERO, 0, true, null, List.of(UP), 1);
        assertThat(Serving.of(silent).serves()).isTrue();
        InstanceFacts worker =
                new InstanceFacts(WORKER, null, "fleet is down", false, Duration.ZERO, 0, null, null, List.of(), 1);
        assertThat(Serving.of(worker).reason()).isEqualTo("not known: fleet is down");
    }
}
