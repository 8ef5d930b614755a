package io.paz.testing.engine;

import io.paz.engine.Condition;
import io.paz.engine.Host;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.control.ClusterEngine;
import io.paz.engine.spec.ContainerSpec;
import io.paz.engine.spec.ContainerSpecBuilder;
import io.paz.engine.spec.HealthProbe;
import io.paz.engine.spec.PortMapping;
import io.paz.engine.view.ClusterView;
import io.paz.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

/** What the contracts of an engine's ports share: a release of a service of its own, which is destroyed in the end. */
abstract class EngineContract {

    static final String MISSING_IMAGE = "paz-test/no-such-image:1";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    final String service = "kit-" + UUID.randomUUID().toString().substring(0, 8);

    /** The engine under test. */
    protected abstract EngineFixture fixture();

    ClusterEngine engine() {
        return fixture().engine().cluster();
    }

    @AfterEach
    void destroyAll() {
        engine().destroy(spec().ids());
        awaitThat("nothing is left", () -> engine().isGone(spec().ids()));
    }

    /** Version 1 with two instances. */
    ContainerSpec spec() {
        return spec(1).build();
    }

    /** Two instances that are announced once they are healthy. */
    ContainerSpecBuilder spec(int version) {
        return spec(version, fixture().image());
    }

    ContainerSpecBuilder spec(int version, String image) {
        return ContainerSpec.builder(new ReleaseId(service, version), image)
                .description("A release of the contract")
                .instances(2)
                .ports(List.of(new PortMapping(8080, null)))
                .health(new HealthProbe("/health", "GET", service + ".paz", "200-399", 1, 2, 1, 3))
                .stopSeconds(2);
    }

    InstanceId instance(int number) {
        return spec().release().instance(number);
    }

    List<Condition> conditions() {
        return engine().status(spec().ids()).stream()
                .map(status -> status.condition())
                .toList();
    }

    void submitAndAwaitRunning() {
        engine().submit(spec(), spec().numbers());
        awaitRunning();
    }

    /** Instance 1 alone, which is enough to look at one. */
    void submitFirst() {
        engine().submit(spec(), List.of(1));
        awaitThat("instance 1 runs", () -> conditions().get(0) == Condition.RUNNING);
    }

    void awaitRunning() {
        awaitThat("both instances run", () -> conditions().equals(List.of(Condition.RUNNING, Condition.RUNNING)));
    }

    void awaitAnnounced() {
        awaitThat("both are announced", () -> spec().ids().stream()
                .noneMatch(id -> fixture().announced(id).isEmpty()));
    }

    void awaitContainer(int number) {
        awaitThat(
                "a container of instance " + number + " runs",
                () -> !fixture().container(instance(number)).isEmpty());
    }

    ClusterView cluster() {
        return fixture().view().cluster();
    }

    /** The service's instances, as they are shown. */
    List<Workload> instances() {
        return valueOf(cluster().workloads().flatMapIterable(piece -> piece).collectList()).stream()
                .filter(workload -> workload.name().kind() == WorkloadName.Kind.INSTANCE)
                .filter(workload -> workload.name().service().equals(service))
                .toList();
    }

    /** The host that the instance is shown on. */
    Host hostOf(InstanceId instance) {
        String id = instances().stream()
                .filter(workload -> workload.name().instanceId().equals(Optional.of(instance)))
                .findFirst()
                .orElseThrow()
                .hostId();
        return valueOf(cluster().hosts()).stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static void awaitThat(String what, BooleanSupplier condition) {
        Await.until(what, TIMEOUT, condition);
    }

    /** The value of a publisher, as a caller that may block takes it. */
    static <T> T valueOf(Mono<T> publisher) {
        try {
            return publisher.toFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
