package io.paz.scheduler.service;

import static io.paz.scheduler.testing.QuickWait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.deployment.RepositoryUnavailableException;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.FakeWorld;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestScheduler;
import io.paz.scheduler.time.Timeouts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a small file system of its own, which only root can mount; elsewhere it is skipped. */
class FullDiskTest {

    @TempDir
    Path disk;

    private final FakeWorld world = new FakeWorld();
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        assumeThat(mounted).as("a file system can be mounted (needs root)").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void what_a_full_disk_holds_up_goes_on_when_there_is_room_again() throws Exception {
        try (TestScheduler scheduler = new TestScheduler(
                world,
                disk.resolve("store"),
                new Timeouts(
                        Duration.ofSeconds(30), Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(50)))) {
            scheduler.deployAndWait(Services.web(2));
            world.answers = release -> release.version() == 1;
            Ticket<Deployment> running = scheduler.deploy(Services.web(2));
            await().until(() -> world.calls.contains("submit web 2 [1]"));
            Path filler = fill();
            assertThatThrownBy(() -> {
                        for (int time = 0; time < 10_000; time++) {
                            scheduler.repository.save(scheduler
                                    .repository
                                    .find(Services.id("web", 1))
                                    .orElseThrow());
                        }
                    })
                    .isInstanceOfSatisfying(RepositoryUnavailableException.class, full -> assertThat(full.isDiskFull())
                            .isTrue());
            assertThatThrownBy(() -> scheduler.deploy(Services.web(2)))
                    .isInstanceOf(RepositoryUnavailableException.class);
            assertThatThrownBy(() -> scheduler.deployments.remove("web", Requester.UNKNOWN))
                    .isInstanceOf(RepositoryUnavailableException.class);
            world.change(() -> world.answers = release -> true);
            await().during(Duration.ofMillis(300)).until(() -> !running.ended().isDone());

            Files.delete(filler);
            assertThat(TestScheduler.ended(running).state()).isEqualTo(DeploymentState.DONE);
            assertThat(scheduler.deployAndWait(Services.web(2)).state()).isEqualTo(DeploymentState.DONE);
            TestScheduler.removed(scheduler, "web");
            assertThat(world.slots()).isEmpty();
        }
    }

    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }
}
