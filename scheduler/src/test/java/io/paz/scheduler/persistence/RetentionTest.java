package io.paz.scheduler.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.Intervention;
import io.paz.scheduler.deployment.Part;
import io.paz.scheduler.hook.Hook;
import io.paz.scheduler.hook.HookSource;
import io.paz.scheduler.hook.ImageTag;
import io.paz.scheduler.hook.TagRules;
import io.paz.scheduler.request.RequestKey;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.retention.RetentionPolicy;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestSecrets;
import io.paz.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is over is deleted within its bounds, over a real store; {@code bench/run year} runs the same for a whole year. */
class RetentionTest {

    private static final int DAYS = Integer.getInteger("paz.year.days", 8);
    private static final int DEPLOYMENTS_A_DAY = 50;
    private static final int SERVICES = 10;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private StoredDeployments repository;

    @BeforeEach
    void open() {
        repository = StoredDeployments.open(folder, TestSecrets.cipher(), clock);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private Deployment deploy(String service, String key) {
        Deployment accepted = repository.append(
                service,
                RequestKey.of(key, "deploy"),
                "deploy",
                0,
                version -> Deployment.accepted(
                        Services.release(service, version),
                        List.of(new Part(service + "-" + version + "-1.service", "00")),
                        "a test",
                        Requester.UNKNOWN,
                        clock.instant()));
        List<Deployment> serving = repository.serving(service);
        repository.save(accepted.started(List.of(), "rolling", "a test", clock.instant())
                .done(clock.instant()));
        serving.forEach(old -> repository.save(old.retired()));
        return accepted;
    }

    private List<Integer> versions(String service) {
        return repository.history(service).stream()
                .map(each -> each.id().version())
                .toList();
    }

    @Test
    void the_newest_versions_what_serves_and_what_is_unfinished_stay() {
        Deployment unfinished = repository.append(
                "web",
                null,
                "deploy",
                0,
                version -> Deployment.accepted(
                        Services.release("web", version), List.of(), "a test", Requester.UNKNOWN, clock.instant()));
        for (int time = 0; time < 30; time++) {
            Deployment deployed = deploy("web", "key-" + time);
            repository.intervene(deployed.id(), Intervention.ABORT, Requester.UNKNOWN);
        }
        repository.prune(new RetentionPolicy(20, DAY, 1000));
        assertThat(versions("web")).hasSize(21).contains(unfinished.id().version(), 12, 31);
        assertThat(repository.findByKey("web", new RequestKey("key-5", "deploy")))
                .isEmpty();
        assertThat(repository.findByKey("web", new RequestKey("key-29", "deploy")))
                .isPresent();
        assertThat(repository.intervention(Services.id("web", 5))).isEmpty();
        assertThat(repository.intervention(Services.id("web", 31))).isPresent();

        clock.advance(DAY.multipliedBy(2));
        repository.prune(new RetentionPolicy(20, DAY, 1000));
        assertThat(versions("web"))
                .hasSize(RetentionPolicy.ROLLBACK_VERSIONS + 1)
                .contains(1, 22, 31);
        assertThat(repository.journal("web", null, 1000)).hasSizeLessThanOrEqualTo(1);
        assertThat(deploy("web", null).id().version()).isEqualTo(32);
    }

    @Test
    void a_delivery_stays_known_for_as_long_as_its_hook_lives() {
        Hook hook =
                Hook.create(new Entry("web", null), HookSource.PAZ, TagRules.NONE, ImageTag.SERVICE, clock.instant());
        repository.hooks().add(hook);
        String key = "hook:" + hook.id() + ":" + "0".repeat(64);
        deploy("web", key);
        String made = "hook:" + "1".repeat(32) + ":" + "0".repeat(64);
        deploy("web", made);
        for (int time = 0; time < 30; time++) {
            deploy("web", null);
        }
        repository.prune(new RetentionPolicy(20, DAY, 1000));
        assertThat(versions("web")).doesNotContain(1, 2);
        assertThat(repository.hooks().delivered("web", key)).contains(1);
        assertThat(repository.hooks().delivered("web", made))
                .as("of a hook that there is not")
                .isEmpty();

        repository.hooks().delete(hook.id());
        repository.prune(new RetentionPolicy(20, DAY, 1000));
        assertThat(repository.hooks().delivered("web", key)).isEmpty();
    }

    @Test
    void a_service_that_is_gone_leaves_nothing_but_its_number() {
        deploy("gone", "key");
        deploy("gone", null);
        repository.beginRemoval("gone", Requester.UNKNOWN);
        repository.endRemoval("gone");
        deploy("web", null);
        repository.prune(new RetentionPolicy(20, DAY, 1));
        assertThat(versions("gone")).as("it is not old").containsExactly(1, 2);
        assertThat(repository.journal("gone", null, 9).stream().map(line -> line.event()))
                .as("by which it is known to be deleted")
                .contains("delete");

        clock.advance(DAY.multipliedBy(2));
        deploy("web", null);
        repository.prune(new RetentionPolicy(20, DAY, 1));
        assertThat(repository.services()).containsExactly("web");
        repository.prune(new RetentionPolicy(20, DAY, 1));
        assertThat(repository.journal("gone", null, 9)).isEmpty();
        assertThat(repository.findByKey("gone", new RequestKey("key", "deploy")))
                .isEmpty();
        close();
        open();
        assertThat(deploy("gone", null).id().version())
                .as("no version is given out again")
                .isEqualTo(3);
    }

    @Test
    void size_start_and_heap_stay_flat_over_a_year() {
        RetentionPolicy policy = DAYS < 100
                ? new RetentionPolicy(10, DAY.multipliedBy(2), 1000)
                : new RetentionPolicy(100, Duration.ofDays(365), 10_000);
        List<Long> records = new ArrayList<>();
        int quarters = 4;
        for (int day = 1; day <= DAYS; day++) {
            for (int time = 0; time < DEPLOYMENTS_A_DAY; time++) {
                deploy("service-" + time % SERVICES, day + "-" + time);
                clock.advance(DAY.dividedBy(DEPLOYMENTS_A_DAY));
            }
            repository.prune(policy);
            if (day % (DAYS / quarters) == 0) {
                records.add(measured(day));
            }
        }
        assertThat(records.get(quarters - 1))
                .as("records at the end, beside those after half of the time")
                .isLessThanOrEqualTo(records.get(1) * 11 / 10);
    }

    /** Prints what the store costs now, and gives how many records it has. */
    private long measured(int day) {
        close();
        long size = size();
        long start = System.nanoTime();
        open();
        repository.unfinished();
        repository.serving();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        long records = repository.services().stream()
                        .mapToLong(service -> repository.history(service).size())
                        .sum()
                + repository.journal(null, null, Integer.MAX_VALUE).size();
        System.out.printf(
                "year: day %d: %d records, %d KiB on disk, opened and read in %d ms, heap %d MiB%n",
                day, records, size / 1024, millis, heap / 1024 / 1024);
        return records;
    }

    private long size() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
