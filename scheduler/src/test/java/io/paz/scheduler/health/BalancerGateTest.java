package io.paz.scheduler.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.deployment.DeploymentFailedException;
import io.paz.scheduler.time.Deadline;
import io.paz.scheduler.time.Pause;
import io.paz.scheduler.time.Timeouts;
import io.paz.scheduler.traffic.LoadBalancers.Report;
import io.paz.scheduler.traffic.LoadBalancers.Server;
import io.paz.scheduler.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That no gate takes an empty list of load balancers for consent. */
class BalancerGateTest {

    private static final ReleaseId RELEASE = new ReleaseId("web", 2);
    private static final Timeouts PACING =
            new Timeouts(Duration.ofSeconds(60), Duration.ZERO, Duration.ofMillis(1), Duration.ZERO);

    private final Deque<List<Report>> answers = new ArrayDeque<>(List.of(List.of(), List.of()));
    private final BalancerGate gate = new BalancerGate(service -> next(), PACING, new Pause());

    /** The last answer is given again and again. */
    private List<Report> next() {
        return answers.size() > 1 ? answers.remove() : answers.getFirst();
    }

    private static List<Report> withServer(String status) {
        return withServer(status, 0);
    }

    private static List<Report> withServer(String status, int open) {
        Server server = new Server(RELEASE, 1, status, true, 100, Traffic.NONE, open, 0);
        return List.of(new Report("http://10.0.0.1:8404", null, 1, Traffic.NONE, List.of(server)));
    }

    @Test
    void an_instance_is_up_once_a_balancer_is_known_that_says_so() throws DeploymentFailedException {
        answers.add(withServer("UP"));
        assertThat(gate.awaitUp(RELEASE, List.of(1), Deadline.in(Duration.ofSeconds(60)), () -> false))
                .isEqualTo("1 instances are UP in 1 of 1 load balancers");
    }

    @Test
    void an_instance_is_not_up_while_no_balancer_is_known() {
        assertThatThrownBy(() -> gate.awaitUp(RELEASE, List.of(1), Deadline.in(Duration.ZERO), () -> false))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("no load balancer is known");
    }

    @Test
    void an_instance_is_out_once_a_balancer_is_known_that_says_so() {
        answers.add(withServer("DRAIN"));
        assertThat(gate.awaitOut(RELEASE, List.of(1)))
                .isEqualTo("no new request reaches it through 1 of 1 load balancers");
    }

    @Test
    void what_is_still_open_at_an_instance_that_is_out_is_said() {
        answers.add(withServer("DRAIN", 2));
        assertThat(gate.awaitOut(RELEASE, List.of(1)))
                .isEqualTo(
                        "no new request reaches it through 1 of 1 load balancers; 2 of its requests or long connections are"
                                + " open, and end within stopTimeoutSeconds or are cut");
    }

    @Test
    void weights_are_not_taken_over_while_no_balancer_is_known() {
        assertThatThrownBy(() -> gate.awaitWeights(Map.of(RELEASE, 5), Deadline.in(Duration.ZERO), () -> false))
                .isInstanceOf(DeploymentFailedException.class)
                .hasMessageContaining("no load balancer is known");
    }

    /** A version without a health path is not checked. */
    @Test
    void an_instance_that_is_not_checked_is_up() throws DeploymentFailedException {
        answers.clear();
        answers.add(withServer("no check"));
        assertThat(gate.awaitUp(RELEASE, List.of(1), Deadline.in(Duration.ofSeconds(60)), () -> false))
                .isEqualTo("1 instances are UP in 1 of 1 load balancers");
    }
}
