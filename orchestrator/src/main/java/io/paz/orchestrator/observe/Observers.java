package io.paz.orchestrator.observe;

import io.paz.client.PassThrough;
import io.paz.orchestrator.live.LiveCluster;
import java.time.Duration;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** All that is read again and again. What is likely to change soon is read more often. */
public final class Observers implements AutoCloseable {

    public static final String BALANCERS = "haproxy";

    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final LiveCluster cluster;
    private final Poller services;
    private final Poller deployments;
    private final Poller units;
    private final Poller balanced;

    public Observers(
            LiveCluster cluster,
            Sources sources,
            EngineReadings engine,
            BalancerReadings balancers,
            PassThrough directory,
            PassThrough scheduler,
            JsonMapper json) {
        this.cluster = cluster;
        Stream.of(EtcdWatch.SOURCE, engine.name(), BALANCERS, directory.name(), scheduler.name())
                .forEach(sources::expect);
        services = new Poller(
                sources,
                directory.name(),
                DocumentReadings.services(directory, json).read().flux(),
                () -> DEFAULT_INTERVAL,
                cluster);
        deployments = new Poller(
                sources,
                scheduler.name(),
                new DeploymentReadings(scheduler, json, System::nanoTime).read().flux(),
                () -> DEFAULT_INTERVAL,
                cluster);
        units = new Poller(sources, engine.name(), engine.read(), this::whileDeploying, cluster);
        balanced = new Poller(sources, BALANCERS, balancers.read(), () -> DEFAULT_INTERVAL, cluster);
    }

    public Observers start() {
        all().forEach(Poller::start);
        return this;
    }

    private Stream<Poller> all() {
        return Stream.of(services, deployments, units, balanced);
    }

    private Duration whileDeploying() {
        return cluster.snapshot().runningDeployments() > 0 ? OFTEN : DEFAULT_INTERVAL;
    }

    /** Has services and deployments read at once, since something was just asked of the parts that have them. */
    public void refreshNow() {
        services.nudge();
        deployments.nudge();
    }

    /** Has units read at once, since the engine said that they changed. */
    public void unitsChanged() {
        units.nudge();
    }

    /** Ends when the directory's services have been read anew; soon, even when it does not answer. */
    public Mono<Void> servicesAreRead() {
        return services.nextReading().timeout(REQUEST_TIMEOUT).onErrorComplete();
    }

    /** Has deployments read at once, since the scheduler said that they changed. */
    public void deploymentsChanged() {
        deployments.nudge();
    }

    @Override
    public void close() {
        all().forEach(Poller::close);
    }
}
