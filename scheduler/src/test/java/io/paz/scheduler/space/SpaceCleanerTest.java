package io.paz.scheduler.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.ReleaseId;
import io.paz.engine.control.HostSpace;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.testing.Services;
import io.paz.scheduler.testing.TestSecrets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images are removed, on the real store and a host in memory. */
final class SpaceCleanerTest {

    private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

    @TempDir
    private Path folder;

    private final Host host = new Host();
    private StoredDeployments repository;
    private SpaceCleaner cleaner;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        repository = StoredDeployments.open(folder, TestSecrets.cipher(), clock);
        cleaner = new SpaceCleaner(repository, host, 2, clock);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private static String image(String service, int version) {
        return "registry.example.org/%s:%d@sha256:%064x"
                .formatted(service, version, service.hashCode() * 1000L + version);
    }

    private Deployment accepted(String service) {
        return repository.append(service, null, "deploy", 0, version -> {
            Release release = new Release(
                    new ReleaseId(service, version), null, image(service, version), false, Services.config(1));
            host.images.add(image(service, version));
            return Deployment.accepted(release, List.of(), "test", Requester.PAZ, NOW);
        });
    }

    private Deployment served(String service) {
        repository.serving(service).forEach(each -> repository.save(each.retired()));
        Deployment done =
                accepted(service).started(List.of(), "batch", "test", NOW).done(NOW);
        repository.save(done);
        return done;
    }

    private void failed(String service) {
        repository.save(accepted(service)
                .refused("no such image")
                .started(List.of(), "batch", "test", NOW)
                .wentBack(NOW));
    }

    private List<String> removed() {
        return cleaner.cleanUp().orElseThrow().removed();
    }

    @Test
    void the_newest_versions_that_served_keep_their_images() {
        for (int i = 0; i < 4; i++) {
            served("shop");
        }
        assertThat(cleaner.plan().orElseThrow().bytes()).isEqualTo(200);
        assertThat(host.images).hasSize(4);
        assertThat(removed()).containsExactly(image("shop", 1), image("shop", 2));
        assertThat(host.images).containsExactly(image("shop", 3), image("shop", 4));
        assertThat(removed()).isEmpty();
    }

    @Test
    void failures_push_no_image_out_that_may_be_rolled_back_to() {
        served("shop");
        served("shop");
        failed("shop");
        failed("shop");
        failed("shop");
        assertThat(removed()).containsExactly(image("shop", 3), image("shop", 4));
    }

    @Test
    void what_serves_or_is_being_deployed_stays_however_old_it_is() {
        Deployment first = served("shop");
        served("shop");
        served("shop");
        served("shop");
        repository.save(first);
        accepted("shop");
        accepted("shop");
        assertThat(removed()).containsExactly(image("shop", 2));
    }

    @Test
    void images_of_a_deleted_service_go_and_those_of_its_successor_stay() {
        repository.save(served("shop").retired());
        repository.beginRemoval("shop", Requester.PAZ);
        assertThat(removed()).isEmpty();
        repository.endRemoval("shop");
        assertThat(removed()).containsExactly(image("shop", 1));
        served("shop");
        assertThat(removed()).isEmpty();
    }

    @Test
    void what_the_host_needs_stays_with_its_reason() {
        host.needed = "tag mine:1";
        served("shop");
        served("shop");
        served("shop");
        CleanupPlan plan = cleaner.plan().orElseThrow();
        assertThat(plan.images()).isEmpty();
        assertThat(plan.kept())
                .extracting(CleanupPlan.KeptImage::reason)
                .containsExactly("tag mine:1", "a version that is kept", "a version that is kept");
    }

    @Test
    void a_version_that_comes_while_images_are_removed_keeps_its_own() {
        for (int i = 0; i < 4; i++) {
            served("shop");
        }
        // Version 2 is rolled back to while the image of version 1 goes.
        host.afterRemoval = () -> repository.append("shop", null, "deploy", 0, version -> {
            Release release =
                    new Release(new ReleaseId("shop", version), null, image("shop", 2), false, Services.config(1));
            return Deployment.accepted(release, List.of(), "test", Requester.PAZ, NOW);
        });
        assertThat(removed()).containsExactly(image("shop", 1));
        assertThat(cleaner.last().orElseThrow().stayed())
                .extracting(each -> each.image().reference())
                .containsExactly(image("shop", 2));
    }

    @Test
    void an_engine_that_cannot_tell_has_no_plan() {
        assertThat(new SpaceCleaner(repository, HostSpace.UNKNOWN, 5, Clock.systemUTC()).cleanUp())
                .isEmpty();
    }

    /** Images of 100 bytes each. */
    private static final class Host implements HostSpace {

        private final List<String> images = new ArrayList<>();
        private String needed;
        private Runnable afterRemoval = () -> {};

        @Override
        public Optional<List<FileSystem>> fileSystems() {
            return Optional.empty();
        }

        @Override
        public Optional<Contents> contents() {
            return Optional.of(new Contents(
                    images.stream()
                            .map(each -> new PulledImage(each, "sha256:of " + each, 100, needed))
                            .toList(),
                    List.of()));
        }

        @Override
        public Optional<String> removeImage(String reference) {
            images.remove(reference);
            afterRemoval.run();
            return Optional.empty();
        }

        @Override
        public Optional<String> removeContainer(String id) {
            return Optional.empty();
        }
    }
}
