package io.paz.scheduler.drift;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.JournalLine;
import io.paz.scheduler.drift.DriftReport.State;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift is found, repaired where that is safe, and kept in the journal before anything is done; over a real store. */
class DriftDetectorTest {

    private static final Slot FIRST = new Slot(Services.id("web", 1), 1);
    private static final Slot SECOND = new Slot(Services.id("web", 1), 2);

    @TempDir
    Path folder;

    private final FakeWorld world = new FakeWorld();
    private TestScheduler scheduler;

    @BeforeEach
    void deploy() {
        scheduler = new TestScheduler(world, folder);
        scheduler.deployAndWait(Services.web(2));
        world.calls.clear();
    }

    @AfterEach
    void stop() {
        scheduler.close();
    }

    private static List<String> lines(DriftReport report) {
        return report.entries().stream()
                .map(entry -> entry.finding().kind() + " " + entry.finding().part())
                .toList();
    }

    private List<String> repairs() {
        return scheduler.repository.journal("web", null, 100).stream()
                .filter(JournalLine::isRepair)
                .map(line -> line.version() + " " + line.part() + " " + line.detail())
                .toList();
    }

    private static final String MISSING = "1 web-1-2.service web-1-2.service: the engine does not hold it"
            + " (expected: held and running, since web 1 serves); Paz submits it again";

    @Test
    void nothing_is_found_where_all_is_as_it_should_be() {
        DriftReport report = scheduler.look();
        assertThat(report).isEqualTo(new DriftReport(State.KNOWN, world.traffic.now(), null, null, List.of()));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void a_unit_that_is_missing_is_submitted_again_and_the_journal_says_so_first() {
        world.lose(SECOND);
        DriftReport report = scheduler.look();
        assertThat(world.calls).containsExactly("before keepRepair", "keepRepair", "submit web 1 [2]");
        assertThat(repairs()).containsExactly(MISSING);
        assertThat(lines(report)).containsExactly("MISSING web-1-2.service");
        assertThat(report.entries().get(0).repairs()).isEqualTo(1);
        assertThat(report.entries().get(0).repairedAt()).isEqualTo(world.traffic.now());
        assertThat(lines(scheduler.look())).isEmpty();
        assertThat(world.slots()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(scheduler.core.drift().repaired()).isEqualTo(1);
    }

    @Test
    void a_unit_that_failed_for_good_is_removed_and_submitted_again() {
        world.healthy = (release, instance) -> instance == 1 || world.calls.contains("submit web 1 [2]");
        scheduler.look();
        assertThat(world.calls)
                .containsExactly("before keepRepair", "keepRepair", "destroy web 1 [2]", "submit web 1 [2]");
        assertThat(lines(scheduler.look())).isEmpty();
    }

    @Test
    void a_unit_that_somebody_stopped_by_fleets_tools_is_launched_again() {
        world.launched = slot -> !slot.equals(SECOND) || world.calls.contains("submit web 1 [2]");
        scheduler.look();
        assertThat(lines(scheduler.look())).isEmpty();
        assertThat(world.calls).contains("submit web 1 [2]").doesNotContain("destroy web 1 [2]");
    }

    @Test
    void a_unit_that_keeps_dying_is_only_shown_after_three_repairs_in_an_hour_and_a_restart_forgets_none() {
        for (int time = 1; time <= 2; time++) {
            world.lose(SECOND);
            scheduler.look();
            world.traffic.pass(Duration.ofMinutes(10));
        }
        scheduler.close();
        scheduler = new TestScheduler(world, folder);
        world.lose(SECOND);
        scheduler.look();
        world.lose(SECOND);
        DriftReport report = scheduler.look();
        assertThat(world.slots()).containsExactly(FIRST);
        assertThat(report.entries().get(0).finding().advice())
                .startsWith("it keeps dying: repaired 3 times within the last hour.");
        assertThat(report.entries().get(0).repairs()).isEqualTo(3);
        assertThat(repairs()).containsExactly(MISSING, MISSING, MISSING);

        world.traffic.pass(Duration.ofMinutes(45));
        scheduler.look();
        assertThat(world.slots()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void a_stopped_service_stays_stopped_and_is_left_alone() {
        TestScheduler.ended(scheduler.stop());
        world.calls.clear();
        assertThat(lines(scheduler.look())).isEmpty();
        world.hold(Services.release("web", 1));
        assertThat(lines(scheduler.look())).containsExactly("LEFTOVER web-1-1.service");
        assertThat(world.calls).isEmpty();
        assertThat(world.slots()).containsExactly(FIRST);
    }

    @Test
    void what_was_scaled_away_is_not_brought_back_and_what_comes_back_is_drained_and_removed() {
        TestScheduler.ended(scheduler.scale(1, 2));
        assertThat(lines(scheduler.look())).isEmpty();
        world.hold(Services.release("web", 1).withInstances(2));
        world.calls.clear();
        scheduler.look();
        assertThat(world.calls)
                .containsExactly("before keepRepair", "keepRepair", "withdraw web 1 [2]", "destroy web 1 [2]");
        assertThat(world.slots()).containsExactly(FIRST);
    }

    @Test
    void a_leftover_of_a_version_that_is_over_is_drained_and_removed_with_its_keys() {
        scheduler.deployAndWait(Services.web(2));
        world.hold(Services.release("web", 1));
        world.calls.clear();
        DriftReport report = scheduler.look();
        assertThat(lines(report)).containsExactly("LEFTOVER web-1-1.service");
        assertThat(world.calls)
                .containsExactly(
                        "before keepRepair",
                        "keepRepair",
                        "withdraw web 1 [1]",
                        "destroy web 1 [1]",
                        "unpublish web 1");
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 2));
    }

    @Test
    void what_was_repaired_of_a_deleted_service_does_not_bring_it_back() throws Exception {
        world.directory.put("web", Services.web(2));
        scheduler.deployments.remove("web", Requester.UNKNOWN).get();
        world.hold(Services.release("web", 1));
        scheduler.look();
        assertThat(world.slots()).isEmpty();
        assertThat(repairs()).hasSize(1);
        assertThat(scheduler.core.statuses().all()).isEmpty();
    }

    @Test
    void what_paz_did_not_make_is_shown_and_never_touched() {
        world.hold(Services.release("other", 3));
        world.content = slot -> slot.equals(SECOND) ? "ff" : "00";
        world.calls.clear();
        assertThat(lines(scheduler.look())).containsExactly("UNKNOWN other-3-1.service", "CHANGED web-1-2.service");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void an_engine_that_is_away_makes_it_unknown_and_nothing_is_repaired() {
        world.lose(SECOND);
        world.engineDown = true;
        DriftReport first = scheduler.look();
        assertThat(first)
                .isEqualTo(
                        new DriftReport(State.UNKNOWN, null, world.traffic.now(), "fleet does not answer", List.of()));
        world.traffic.pass(Duration.ofMinutes(1));
        assertThat(scheduler.look()).isEqualTo(first);
        assertThat(world.calls).isEmpty();

        world.engineDown = false;
        assertThat(scheduler.look().state()).isEqualTo(State.KNOWN);
        assertThat(world.slots()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void what_the_engine_refuses_is_told_with_the_finding() {
        world.lose(SECOND);
        world.refuses = release -> true;
        DriftReport report = scheduler.look();
        assertThat(report.entries().get(0).obstacle()).isEqualTo("fleet answered 400: bad unit");
        world.refuses = release -> false;
        scheduler.look();
        assertThat(scheduler.look().entries()).isEmpty();
    }

    @Test
    void a_service_with_something_under_way_is_left_to_that() {
        world.answers = release -> release.version() == 1;
        Ticket<Deployment> ticket = scheduler.deploy(Services.web(2));
        await().until(() -> world.slots().size() > 2);
        world.lose(SECOND);
        assertThat(lines(scheduler.look())).isEmpty();
        world.change(() -> world.answers = release -> true);
        assertThat(TestScheduler.ended(ticket).state()).isEqualTo(DeploymentState.DONE);
        assertThat(repairs()).isEmpty();
        assertThat(scheduler.look().entries()).isEmpty();
    }

    @Test
    void a_deployment_that_is_asked_for_meanwhile_waits_for_the_repair() {
        scheduler.deployAndWait(Services.web(2));
        world.hold(Services.release("web", 1));
        world.keptInBalancer = slot -> slot.equals(FIRST);
        CompletableFuture<Void> repair = scheduler.core.drift().check();
        await().until(() -> world.calls.contains("withdraw web 1 [1]"));
        assertThat(lines(scheduler.core.drift().report())).containsExactly("LEFTOVER web-1-1.service");
        Ticket<Deployment> ticket = scheduler.deploy(Services.web(2));
        assertThat(ticket.answerable().join().state()).isEqualTo(DeploymentState.QUEUED);
        world.change(() -> world.keptInBalancer = slot -> false);
        assertThat(TestScheduler.ended(ticket).state()).isEqualTo(DeploymentState.DONE);
        assertThat(repair).isCompleted();
        assertThat(world.heldReleases()).containsExactly(Services.id("web", 3));
    }

    /** kill -9 at each effect and each write of a repair, and a new start. */
    @ParameterizedTest(name = "killed at effect {0}")
    @ValueSource(ints = {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30})
    void a_repair_that_was_cut_off_is_made_again(int effect) {
        scheduler.deployAndWait(Services.web(2));
        world.hold(Services.release("web", 1));
        world.lose(new Slot(Services.id("web", 2), 2));
        world.healthy = (release, instance) ->
                release.version() == 1 || instance == 2 || world.calls.contains("submit web 2 [1]");
        world.calls.clear();
        killedAt(effect);
        scheduler.close();
        scheduler = new TestScheduler(world, folder);
        scheduler.deployments.resume();
        scheduler.look();
        scheduler.look();
        assertThat(scheduler.look().entries()).isEmpty();
        assertThat(world.slots())
                .isEqualTo(Set.of(new Slot(Services.id("web", 2), 1), new Slot(Services.id("web", 2), 2)));
    }

    private void killedAt(int effect) {
        world.faults.killAt(effect);
        CompletableFuture<Void> repair = scheduler.core.drift().check();
        await().until(() -> repair.isDone() || Threads.noneWorks());
        world.faults.neverKill();
    }
}
