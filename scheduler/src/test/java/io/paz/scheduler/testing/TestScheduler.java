package io.paz.scheduler.testing;

import io.paz.confd.resource.ConfFiles;
import io.paz.confd.resource.Renderer;
import io.paz.scheduler.catalog.ServiceDefinition;
import io.paz.scheduler.config.Ports;
import io.paz.scheduler.config.SchedulerCore;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.drift.DriftReport;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.persistence.StoredDeployments;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.release.Release;
import io.paz.scheduler.request.DeploymentRequest;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.time.Timeouts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A scheduler's domain over a real store and a fake world, as one process has it; the world outlives it. */
public final class TestScheduler implements AutoCloseable {

    public static final Timeouts PACING =
            new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(50));

    private static final Set<String> WRITES = Set.of(
            "append",
            "save",
            "finish",
            "intervene",
            "beginRemoval",
            "beginUnlisting",
            "unlisted",
            "endRemoval",
            "keepRepair");

    public final StoredDeployments repository;
    public final SchedulerCore core;
    public final DeploymentService deployments;

    private final Clock clock;

    public TestScheduler(FakeWorld world, Path folder) {
        this(world, folder, PACING);
    }

    public TestScheduler(FakeWorld world, Path folder, Timeouts timeouts) {
        this(world, folder, timeouts, world.routes());
    }

    public TestScheduler(FakeWorld world, Path folder, Timeouts timeouts, Routes routes) {
        clock = clock(world);
        repository = StoredDeployments.open(folder, TestSecrets.cipher(), clock);
        Ports ports = new Ports(
                killable(DeploymentRepository.class, repository, world),
                killable(OperationRepository.class, repository.operations(), world),
                world,
                world,
                routes,
                keys -> new Renderer(ConfFiles.builtIn(), Map.of()).render(keys),
                world,
                new FakeDiagnostics(),
                new FakeDirectory(world),
                Services.images(world.images),
                world.serving,
                () -> world.room.require());
        core = new SchedulerCore(ports, timeouts, clock, world.traffic::nanos, TestScheduler::onNewThread);
        deployments = core.deployments();
    }

    /** Accepts a version as releases did that recorded no image. */
    public Deployment acceptWithoutImage(ServiceDefinition service) {
        Instant now = clock.instant();
        return repository.append(
                service.name(),
                null,
                "deploy",
                0,
                version -> Deployment.accepted(
                        new Release(
                                Services.id(service.name(), version),
                                null,
                                service.repository(),
                                false,
                                service.config()),
                        List.of(),
                        "a test",
                        Requester.UNKNOWN,
                        now));
    }

    private static Clock clock(FakeWorld world) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return world.traffic.now();
            }
        };
    }

    /** A repository, whose writes count as effects: a kill may come right before one, or right after. */
    private static <T> T killable(Class<T> port, T repository, FakeWorld world) {
        return port.cast(Proxy.newProxyInstance(
                TestScheduler.class.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        if (!WRITES.contains(method.getName())) {
                            return method.invoke(repository, arguments);
                        }
                        world.effect("before " + method.getName(), () -> {});
                        Object result = method.invoke(repository, arguments);
                        world.effect(method.getName(), () -> {});
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static void onNewThread(Runnable work) {
        Thread thread = new Thread(work, Threads.NAME);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((killed, failure) -> {
            if (!(failure instanceof FakeFaults.Killed)) {
                failure.printStackTrace();
            }
        });
        thread.start();
    }

    public Ticket<Deployment> deploy(ServiceDefinition service) {
        return deployments.deploy(service, new DeploymentRequest(null, false, null, "a test", Requester.UNKNOWN));
    }

    public Ticket<Operation> scale(int instances, int listed) {
        return core.operations().scale(request(), instances, listed);
    }

    public Ticket<Operation> stop() {
        return core.operations().stop(request());
    }

    public Ticket<Operation> start() {
        return core.operations().start(request());
    }

    public Ticket<Deployment> restart() {
        return deployments.restart(request());
    }

    /** Looks for drift, and waits until what can be repaired is. */
    public DriftReport look() {
        try {
            core.drift().check().get(20, TimeUnit.SECONDS);
            return core.drift().report();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static OperationService.Request request() {
        return new OperationService.Request("web", null, "a test", Requester.UNKNOWN);
    }

    public static void removed(TestScheduler scheduler, String service) {
        try {
            scheduler.deployments.remove(service, Requester.UNKNOWN).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The deployment at its end. */
    public Deployment deployAndWait(ServiceDefinition service) {
        return ended(deploy(service));
    }

    public static <T> T ended(Ticket<T> ticket) {
        try {
            return ticket.ended().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        core.close();
        repository.close();
    }
}
