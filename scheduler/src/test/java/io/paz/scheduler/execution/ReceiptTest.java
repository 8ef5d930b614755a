package io.paz.scheduler.execution;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.Receipt;
import io.paz.scheduler.deployment.Receipt.Gate;
import io.paz.scheduler.deployment.Step;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.testing.SchedulerFixture;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.traffic.CounterReading;
import io.paz.scheduler.traffic.Traffic;
import io.paz.scheduler.traffic.TrafficTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deployment says about those who used the service meanwhile. */
class ReceiptTest extends SchedulerFixture {

    private static final ServiceDefinition WEB = Services.web(1);
    private static final Traffic SOME = new Traffic(100, 3, 2, 4, 1);

    @BeforeEach
    void prepare() {
        scheduler.deployAndWait(WEB);
        world.traffic.ofTheService = new Traffic(1000, 10, 5, 6, 7);
        world.healthy = (release, instance) -> true;
    }

    @Test
    void what_was_counted_meanwhile_is_told_at_the_end() {
        Receipt receipt = receiptAfter(() -> world.traffic.ofTheService = world.traffic.ofTheService.plus(SOME));
        assertThat(receipt.traffic()).isEqualTo(SOME);
        assertThat(receipt.gaps()).isEmpty();
        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.gates().stream().map(Gate::name))
                .containsExactly("healthy", "in-the-balancer", "unrouted", "out-of-the-balancer", "removed");
    }

    @Test
    void counters_that_went_back_are_said_so_and_give_what_is_certain() {
        Receipt receipt = receiptAfter(() -> world.traffic.ofTheService = SOME);
        assertThat(receipt.traffic()).isEqualTo(SOME);
        assertThat(receipt.complete()).isFalse();
        assertThat(receipt.gaps())
                .containsExactly(
                        "http://10.0.0.1:8404 was reloaded or started anew; what it counted before that is not known");
    }

    @Test
    void a_new_start_shows_even_when_the_service_has_more_requests_than_before() {
        Receipt receipt = receiptAfter(() -> {
            world.traffic.ofTheService = world.traffic.ofTheService.plus(SOME);
            world.traffic.lifetime = 5;
        });
        assertThat(receipt.complete()).isFalse();
    }

    /** HAProxy takes over the backend of a new service by a reload, at which its counters begin again. */
    @Test
    void all_traffic_of_a_first_version_is_known_over_the_reload_for_it() {
        ServiceDefinition shop = new ServiceDefinition("shop", "The shop", "team/shop", WEB.config());
        world.answers = release -> !release.service().equals("shop");
        Ticket<Deployment> ticket = scheduler.deploy(shop);
        await().until(() -> world.calls.contains("submit shop 1 [1]"));
        world.change(() -> {
            world.traffic.lifetime = 5;
            world.traffic.ofTheService = SOME;
            world.answers = release -> true;
        });
        Receipt receipt = TestScheduler.ended(ticket).receipt();
        assertThat(receipt.gaps()).isEmpty();
        assertThat(receipt.traffic()).isEqualTo(SOME);
    }

    @Test
    void a_balancer_that_falls_silent_is_named() {
        Receipt receipt = receiptAfter(() -> world.traffic.problem = "Connection refused");
        assertThat(receipt.traffic()).isEqualTo(Traffic.NONE);
        assertThat(receipt.gaps())
                .containsExactly("http://10.0.0.1:8404 gave no counters at the end: Connection refused");
    }

    @Test
    void a_failed_deployment_has_one_too() {
        world.healthy = (release, instance) -> release.version() == 1;
        Deployment failed = scheduler.deployAndWait(WEB);
        assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
        assertThat(failed.receipt()).isNotNull();
        assertThat(failed.opening()).isNull();
        assertThat(scheduler.repository.find(failed.id())).contains(failed);
    }

    /** The change comes while the new version is not announced yet. */
    private Receipt receiptAfter(Runnable change) {
        world.answers = release -> release.version() == 1;
        Ticket<Deployment> ticket = scheduler.deploy(WEB);
        await().until(() -> world.calls.contains("submit web 2 [1]"));
        world.change(() -> {
            change.run();
            world.answers = release -> true;
        });
        return TestScheduler.ended(ticket).receipt();
    }

    @Test
    void several_sources_are_added_up_over_their_new_starts() {
        TrafficTotals meter = TrafficTotals.from(Map.of("a", reading(50, 10), "b", reading(50, 20)))
                .next(Map.of("a", reading(60, 15), "b", reading(3, 2)))
                .next(Map.of("b", reading(9, 6), "c", reading(7, 7)));
        assertThat(meter.sum().requests()).isEqualTo(5 + 2 + 4);
        assertThat(meter.restarted()).isEqualTo(Set.of("b"));
    }

    private static CounterReading reading(long lifetime, long requests) {
        return new CounterReading(lifetime, new Traffic(requests, 0, 0, 0, 0));
    }

    @Test
    void times_come_from_the_steps_of_tasks_alone() {
        Receipt receipt = Receipt.of(
                Traffic.NONE,
                List.of(),
                List.of(
                        step("accepted", 0),
                        step("started", 1),
                        step("submitted", 2),
                        step("pulled", 5),
                        step("healthy", 10),
                        step("in-the-balancer", 11),
                        step("withdrawn", 12),
                        step("unrouted", 13),
                        step("out-of-the-balancer", 15),
                        step("removed", 20),
                        step("submitted", 21),
                        step("healthy", 24),
                        step("done", 30)));
        assertThat(receipt.gates())
                .containsExactly(
                        new Gate("healthy", 11_000),
                        new Gate("in-the-balancer", 1_000),
                        new Gate("unrouted", 1_000),
                        new Gate("out-of-the-balancer", 2_000),
                        new Gate("removed", 5_000));
        assertThat(receipt.drainMillis()).isEqualTo(8_000);
    }

    private static Step step(String name, int second) {
        return new Step(name, Instant.ofEpochSecond(second), "");
    }
}
