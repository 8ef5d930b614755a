package io.paz.scheduler.service;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.HostImages.Finding;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.FakeWorld.Slot;
import io.paz.scheduler.testing.MemoryFolder;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.testing.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An exception, an error or a full disk at each effect and each write, over a real store: the wrong version never serves, no lane stays
 * busy, and all goes on when the cause is over.
 */
class UnexpectedFailuresTest {

    private static final int MAX_EFFECTS = 90;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final FakeWorld world = new FakeWorld();

    @BeforeEach
    void prepare() {
        world.traffic.pace = Duration.ofSeconds(6);
        world.directory.put("web", Services.web(2));
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployAndWait(Services.web(2));
        }
    }

    static Stream<Arguments> strategiesAndEffects() {
        return Stream.of("rolling", "recreate", "canary")
                .flatMap(strategy -> IntStream.iterate(1, effect -> effect <= MAX_EFFECTS, effect -> effect + 7)
                        .mapToObj(effect -> arguments(strategy, effect)));
    }

    private static ServiceDefinition web(String strategy) {
        return strategy.equals("canary") ? Services.canary(2, 0) : Services.web(strategy, 2);
    }

    @ParameterizedTest(name = "{0} fails at effect {1}")
    @MethodSource("strategiesAndEffects")
    void the_next_version_serves_alone_after_one_that_failed_unexpectedly(String strategy, int effect) {
        failsAndIsReplaced(strategy, effect, () -> {
            throw new IllegalStateException("a bug");
        });
    }

    @ParameterizedTest(name = "error at effect {0}")
    @MethodSource("effects")
    void the_next_version_serves_alone_after_an_error_of_the_virtual_machine(int effect) {
        failsAndIsReplaced("rolling", 3 * effect, () -> {
            throw new StackOverflowError("deep");
        });
    }

    @ParameterizedTest(name = "{0}: disk full at effect {1}")
    @MethodSource("strategiesAndEffects")
    void a_write_that_fails_wedges_nothing(String strategy, int effect) {
        failsAndIsReplaced(strategy, effect, UnexpectedFailuresTest::diskFull);
    }

    private static void diskFull() {
        throw new RepositoryUnavailableException("the disk is full", true, new IllegalStateException());
    }

    private void failsAndIsReplaced(String strategy, int effect, Runnable failure) {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.faults.failAt(effect, failure);
            deployInVain(scheduler, web(strategy));
            world.faults.neverFail();
            assertThat(scheduler.deployAndWait(web("rolling")).state()).isEqualTo(DeploymentState.DONE);
        }
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployments.resume();
            await().until(() -> scheduler.repository.unfinished().isEmpty());
            assertServesAlone(scheduler);
        }
    }

    private void deployInVain(TestScheduler scheduler, ServiceDefinition web) {
        try {
            Ticket<Deployment> ticket = scheduler.deploy(web);
            await().until(() -> ticket.ended().isDone());
        } catch (RuntimeException | StackOverflowError atTheHook) {
            assertThat(world.faults.willFail()).isFalse();
        }
    }

    private void assertServesAlone(TestScheduler scheduler) {
        ReleaseId newest = scheduler.repository.latest("web").orElseThrow().id();
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(newest);
        assertThat(world.slots()).containsExactlyInAnyOrder(new Slot(newest, 1), new Slot(newest, 2));
        assertThat(world.published).containsExactly("web", newest.toString());
    }

    @Test
    void a_version_that_an_earlier_release_left_unfinished_is_superseded_at_the_next_start() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            Deployment left = scheduler.acceptWithoutImage(Services.web(2));
            scheduler.deployAndWait(Services.web(2));
            scheduler.repository.save(left.started(List.of(1), "rolling", "a test", world.traffic.now()));
            world.change(() -> world.hold(left.release()));
        }
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployments.resume();
            await().until(() -> scheduler.repository.unfinished().isEmpty());
            assertThat(scheduler.repository.find(Services.id("web", 2)))
                    .hasValueSatisfying(each -> assertThat(each.state()).isEqualTo(DeploymentState.SUPERSEDED));
            assertServesAlone(scheduler);
        }
    }

    /** The version is accepted, and an unexpected failure keeps it from beginning. */
    private void failBeforeItBegins(TestScheduler scheduler) {
        failAt(5, () -> scheduler.deploy(Services.web(2)));
    }

    private <T> void failAt(int effect, Supplier<Ticket<T>> accept) {
        world.faults.failAt(effect, () -> {
            throw new IllegalStateException("a bug");
        });
        Ticket<T> ticket = accept.get();
        await().until(() -> ticket.ended().isCompletedExceptionally());
    }

    @Test
    void a_version_that_never_began_is_deployed_when_a_newer_one_failed_its_lookup() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            failBeforeItBegins(scheduler);
            world.images.finding = new Finding(true, null);
            assertThat(scheduler.deployAndWait(Services.web(2)).state()).isEqualTo(DeploymentState.FAILED);
            assertDoneInTheEnd(scheduler, 2);
        }
    }

    @Test
    void a_version_that_never_began_is_deployed_when_a_newer_one_went_back() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            failBeforeItBegins(scheduler);
            world.answers = release -> release.version() != 3;
            assertThat(scheduler.deployAndWait(Services.web(2)).state()).isEqualTo(DeploymentState.FAILED);
            assertDoneInTheEnd(scheduler, 2);
        }
    }

    private void assertDoneInTheEnd(TestScheduler scheduler, int version) {
        await().until(() -> scheduler.repository.unfinished().isEmpty());
        assertThat(scheduler.repository.find(Services.id("web", version)))
                .hasValueSatisfying(each -> assertThat(each.state()).isEqualTo(DeploymentState.DONE));
        assertThat(scheduler.repository.serving("web").stream().map(Deployment::id))
                .containsExactly(Services.id("web", version));
    }

    @Test
    void a_scale_that_never_began_is_done_when_a_newer_one_failed() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            failAt(7, () -> scheduler.scale(3, 2));
            world.healthy = (release, instance) -> instance != 4;
            assertThat(TestScheduler.ended(scheduler.scale(4, 3)).state()).isEqualTo(DeploymentState.FAILED);
            await().until(() -> scheduler.repository.operations().unfinished().isEmpty());
            assertThat(world.slots()).hasSize(3);
            assertThat(world.directory.get("web").config().numInstances()).isEqualTo(3);
        }
    }

    @Test
    void what_gave_way_while_the_disk_was_full_never_runs() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.answers = release -> release.version() == 1;
            scheduler.deploy(Services.web(2));
            await().until(() -> world.calls.contains("submit web 2 [1]"));
            Ticket<Deployment> waiting = scheduler.deploy(Services.web(2));
            world.faults.failAt(5, UnexpectedFailuresTest::diskFull);
            Ticket<Deployment> newest = scheduler.deploy(Services.web(2));
            world.change(() -> world.answers = release -> true);
            assertThat(TestScheduler.ended(waiting).state()).isEqualTo(DeploymentState.SUPERSEDED);
            assertThat(TestScheduler.ended(newest).state()).isEqualTo(DeploymentState.DONE);
            assertThat(world.calls).noneMatch(call -> call.startsWith("submit web 3"));
            assertServesAlone(scheduler);
        }
    }

    static IntStream effects() {
        return IntStream.iterate(2, effect -> effect <= 30, effect -> effect + 2);
    }

    @ParameterizedTest(name = "failure at effect {0}")
    @MethodSource("effects")
    void a_removal_that_fails_is_retried_and_nothing_is_deployed_until_it_is_done(int effect) throws Exception {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.faults.failAt(effect, () -> {
                throw new IllegalStateException("a bug");
            });
            CompletableFuture<Void> removed = CompletableFuture.supplyAsync(
                            () -> scheduler.deployments.remove("web", Requester.UNKNOWN))
                    .thenCompose(future -> future)
                    .handle((end, failure) -> null);
            removed.get(20, TimeUnit.SECONDS);
            world.faults.neverFail();
            await().until(() -> scheduler.repository.removals().isEmpty() && Threads.noneWorks());
            boolean began = scheduler.repository.journal("web", 0L, 9).size() == 2;
            assertThat(world.slots()).hasSize(began ? 0 : 2);
            assertThat(world.directory).hasSize(began ? 0 : 1);
            assertThat(scheduler.deployAndWait(Services.web(2)).state()).isEqualTo(DeploymentState.DONE);
        }
    }

    @Test
    void a_service_that_was_created_again_is_not_deleted_by_the_rest_of_an_old_removal() {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.faults.failAt(13, () -> world.engineDown = true);
            CompletableFuture<Void> removal = scheduler.deployments.remove("web", Requester.UNKNOWN);
            await().until(() -> world.directory.isEmpty() && world.engineDown);
            world.directory.put("web", Services.web(1));
            assertThatThrownBy(() -> scheduler.deploy(Services.web(1))).isInstanceOf(RuntimeException.class);
            assertThat(removal).isNotDone();
        }
        world.engineDown = false;
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployments.resume();
            await().until(() -> scheduler.repository.removals().isEmpty());
            assertThat(world.directory).containsOnlyKeys("web");
            await().until(Threads::noneWorks);
            assertThat(scheduler.deployAndWait(Services.web(1)).state()).isEqualTo(DeploymentState.DONE);
        }
    }

    @Test
    void a_service_that_was_created_again_after_a_kill_is_not_deleted_by_a_removal_whose_record_was_lost() {
        world.afterEffect = call -> {
            if (call.startsWith("delete in directory")) {
                world.faults.killAt(1);
            }
        };
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployments.remove("web", Requester.UNKNOWN);
            await().until(() -> world.directory.isEmpty());
        }
        world.afterEffect = call -> {};
        world.faults.neverKill();
        world.directory.put("web", Services.web(1));
        world.created.put("web", Instant.ofEpochSecond(1));
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            scheduler.deployments.resume();
            await().until(() -> scheduler.repository.removals().isEmpty());
            assertThat(world.directory).containsOnlyKeys("web");
            assertThat(world.slots()).isEmpty();
        }
    }

    @Test
    void a_deletion_that_is_asked_for_again_meanwhile_deletes_what_was_created_again() throws Exception {
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            world.keptInBalancer = slot -> true;
            CompletableFuture<Void> first = scheduler.deployments.remove("web", Requester.UNKNOWN);
            await().until(() -> world.directory.isEmpty() && !scheduler.repository.isListed("web"));
            world.directory.put("web", Services.web(1));
            CompletableFuture<Void> second = scheduler.deployments.remove("web", Requester.UNKNOWN);
            world.change(() -> world.keptInBalancer = slot -> false);
            first.get(20, TimeUnit.SECONDS);
            second.get(20, TimeUnit.SECONDS);
            assertThat(world.directory).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_deletion_that_is_asked_for_just_before_the_end_of_another_is_not_lost(boolean listed) throws Exception {
        CompletableFuture<Void> second = new CompletableFuture<>();
        try (TestScheduler scheduler = new TestScheduler(world, folder)) {
            if (!listed) {
                world.directory.clear();
            }
            world.afterEffect = call -> {
                if (call.equals("before unlisted")) {
                    world.afterEffect = next -> {};
                    world.directory.put("web", Services.web(1));
                    scheduler.deployments.remove("web", Requester.UNKNOWN).thenAccept(second::complete);
                }
            };
            scheduler.deployments.remove("web", Requester.UNKNOWN).get(20, TimeUnit.SECONDS);
            second.get(20, TimeUnit.SECONDS);
            assertThat(world.directory).isEmpty();
        }
    }
}
