package io.paz.scheduler.drift;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.drift.Finding.Kind;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances are spread again when a host comes back: one at a time, without a request that fails; over a real store. */
class SpreadAgainTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private TestScheduler scheduler;

    @BeforeEach
    void start() {
        world.machines.add("a", 8);
        world.machines.add("b", 0);
        world.machines.add("c", 0);
        scheduler = new TestScheduler(world, folder);
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    private void deployAndLoseAHost(ServiceDefinition service) {
        scheduler.deployAndWait(service);
        world.machines.lose("c");
        scheduler.look();
        world.machines.add("c", 0);
        world.calls.clear();
    }

    private Map<String, Long> instances() {
        return world.slots().stream()
                .collect(Collectors.groupingBy(
                        slot -> String.valueOf(world.machines.of(slot)), TreeMap::new, Collectors.counting()));
    }

    private static List<String> crowded(DriftReport report) {
        return report.entries().stream()
                .map(DriftReport.Entry::finding)
                .filter(finding -> finding.kind() == Kind.CROWDED)
                .map(SpreadAgainTest::line)
                .toList();
    }

    private static String line(Finding finding) {
        return finding.part() + " " + finding.remedy() + ": " + finding.actual() + " (expected: " + finding.expected()
                + "); " + finding.advice();
    }

    private List<String> journal() {
        return scheduler.repository.journal("web", null, 100).stream()
                .filter(JournalLine::isRepair)
                .map(line -> String.valueOf(line.detail()))
                .toList();
    }

    @Test
    void a_lost_host_leaves_half_of_the_instances_on_another_one_and_its_return_spreads_them_again() {
        deployAndLoseAHost(Services.web(6));
        assertThat(instances()).isEqualTo(Map.of("a", 3L, "b", 3L));
        world.mustServe(6);

        assertThat(crowded(scheduler.look()))
                .containsExactly("web-1-1.service NONE: on host b, which runs 3 of 6 instances"
                        + " (expected: on host c, which runs 0 of them);"
                        + " Paz moves it when the hosts have been the same for a while");
        assertThat(world.calls).isEmpty();

        world.traffic.pass(LONG_ENOUGH);
        scheduler.look();
        assertThat(instances()).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 1L));
        assertThat(world.calls)
                .filteredOn(call -> !call.startsWith("before"))
                .containsExactly(
                        "keepRepair",
                        "submit web 1 [7]",
                        "withdraw web 1 [1]",
                        "destroy web 1 [1]",
                        "submit web 1 [1]",
                        "withdraw web 1 [7]",
                        "destroy web 1 [7]");
        assertThat(journal())
                .containsExactly("web-1-1.service: on host b, which runs 3 of 6 instances"
                        + " (expected: on host c, which runs 0 of them); Paz drains it and has it placed anew");

        scheduler.look();
        assertThat(instances()).isEqualTo(Map.of("a", 2L, "b", 2L, "c", 2L));
        world.calls.clear();
        assertThat(scheduler.look().entries()).isEmpty();
        assertThat(world.calls).isEmpty();
        assertThat(world.violations).isEmpty();
    }

    @Test
    void without_room_for_another_instance_one_goes_before_it_comes() {
        deployAndLoseAHost(Services.web("recreate", 6));
        scheduler.look();
        world.traffic.pass(LONG_ENOUGH);
        scheduler.look();
        assertThat(world.calls)
                .filteredOn(call -> call.contains(" web "))
                .containsExactly("withdraw web 1 [1]", "destroy web 1 [1]", "submit web 1 [1]");
    }

    @Test
    void where_an_additional_instance_does_not_come_up_nothing_moves() {
        deployAndLoseAHost(Services.web(6));
        world.mustServe(6);
        world.healthy = (release, instance) -> instance < 7;
        scheduler.look();
        world.traffic.pass(LONG_ENOUGH);
        DriftReport report = scheduler.look();
        assertThat(report.entries()).singleElement().satisfies(entry -> assertThat(entry.obstacle())
                .startsWith("an instance that stands in did not come up: "));
        assertThat(instances()).isEqualTo(Map.of("a", 3L, "b", 3L));
        assertThat(world.violations).isEmpty();
    }

    @Test
    void an_instance_that_moved_is_left_alone_for_an_hour() {
        deployAndLoseAHost(Services.web(2));
        Slot first = new Slot(Services.id("web", 1), 1);
        for (int number = 1; number <= 2; number++) {
            world.machines.put(new Slot(Services.id("web", 1), number), "b");
        }
        scheduler.look();
        world.traffic.pass(LONG_ENOUGH);
        scheduler.look();
        assertThat(journal()).hasSize(1);
        world.machines.put(first, "b");
        assertThat(crowded(scheduler.look()))
                .singleElement()
                .asString()
                .endsWith("Paz moved it within the last hour, and moves it again when that is over");
        assertThat(journal()).hasSize(1);
    }

    @Test
    void nothing_moves_while_a_deployment_runs() {
        deployAndLoseAHost(Services.web(6));
        scheduler.look();
        world.traffic.pass(LONG_ENOUGH);
        world.answers = release -> release.version() == 1;
        Ticket<Deployment> ticket = scheduler.deploy(Services.web(6));
        await().until(() -> world.heldReleases().size() > 1);
        assertThat(crowded(scheduler.look())).isEmpty();
        world.change(() -> world.answers = release -> true);
        assertThat(TestScheduler.ended(ticket).state()).isEqualTo(DeploymentState.DONE);
        assertThat(journal()).isEmpty();
    }

    /** kill -9 at each effect and each write of a move, and a new start. */
    @ParameterizedTest(name = "killed at effect {0}")
    @ValueSource(ints = {2, 4, 6, 8, 10, 12, 14, 16})
    void a_move_that_was_cut_off_leaves_what_should_run(int effect) {
        deployAndLoseAHost(Services.web(6));
        scheduler.look();
        world.traffic.pass(LONG_ENOUGH);
        Map<Integer, Slot> before =
                world.slots().stream().collect(Collectors.toMap(Slot::instance, Function.identity()));
        world.mustServe(5);
        killedAt(effect);
        scheduler.close();
        scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        scheduler.look();
        scheduler.look();
        assertThat(world.slots()).containsExactlyInAnyOrderElementsOf(before.values());
        assertThat(world.violations).isEmpty();
    }

    private void killedAt(int effect) {
        world.faults.killAt(effect);
        CompletableFuture<Void> repair = scheduler.core.drift().check();
        await().until(() -> repair.isDone() || Threads.noneWorks());
        world.faults.neverKill();
    }
}
