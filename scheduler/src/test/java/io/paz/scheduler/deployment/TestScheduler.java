package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.Deployments.Surroundings;
import io.paz.scheduler.persistence.StoredDeployments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A scheduler's domain over a real store and a fake world, as one process has it; the world outlives it. */
final class TestScheduler implements AutoCloseable {

    static final Pacing PACING =
            new Pacing(Duration.ofSeconds(2), Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(50));

    private static final Set<String> WRITES = Set.of(
            "append",
            "save",
            "finish",
            "intervene",
            "beginRemoval",
            "beginUnlisting",
            "unlisted",
            "endRemoval",
            "keepMending");

    final StoredDeployments repository;
    final Surroundings surroundings;
    final Deployments deployments;

    TestScheduler(FakeWorld world, Path folder) {
        this(world, folder, PACING);
    }

    TestScheduler(FakeWorld world, Path folder, Pacing pacing) {
        this(world, folder, pacing, world.routes());
    }

    TestScheduler(FakeWorld world, Path folder, Pacing pacing, Routes routes) {
        repository = StoredDeployments.open(folder, clock(world));
        surroundings = new Surroundings(
                killable(DeploymentRepository.class, repository, world),
                killable(OperationRepository.class, repository.operations(), world),
                world,
                world,
                routes,
                world,
                world,
                new FakeDirectory(world),
                Services.images(world.images),
                world.serving);
        deployments =
                new Deployments(surroundings, pacing, clock(world), world.traffic::nanos, TestScheduler::onNewThread);
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

    Ticket<Deployment> deploy(ServiceDefinition service) {
        return deployments.deploy(service, new Order(null, false, null, "a test"));
    }

    Ticket<Operation> scale(int instances, int listed) {
        return deployments.operations().scale(request(), instances, listed);
    }

    Ticket<Operation> stop() {
        return deployments.operations().stop(request());
    }

    Ticket<Operation> start() {
        return deployments.operations().start(request());
    }

    Ticket<Deployment> restart() {
        return deployments.restart(request());
    }

    /** Looks for drift, and waits until what can be mended is. */
    DriftReport look() {
        try {
            deployments.drift().check().get(20, TimeUnit.SECONDS);
            return deployments.drift().report();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static Operations.Request request() {
        return new Operations.Request("web", null, "a test");
    }

    static void removed(TestScheduler scheduler, String service) {
        try {
            scheduler.deployments.remove(service).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The deployment at its end. */
    Deployment deployAndWait(ServiceDefinition service) {
        return ended(deploy(service));
    }

    static <T> T ended(Ticket<T> ticket) {
        try {
            return ticket.ended().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        deployments.close();
        repository.close();
    }
}
