package io.paz.orchestrator.observe;

import io.paz.client.PassThrough;
import io.paz.orchestrator.live.LiveCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** All that is read again and again. What is likely to change soon is read more often. */
public final class Observers implements AutoCloseable {

    public static final String FLEET = "fleet";
    public static final String BALANCERS = "haproxy";

    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration USUALLY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final LiveCluster cluster;
    private final Poller services;
    private final Poller deployments;
    private final List<Poller> others;

    public Observers(
            LiveCluster cluster,
            Sources sources,
            FleetReadings fleet,
            BalancerReadings balancers,
            PassThrough directory,
            PassThrough scheduler,
            JsonMapper json) {
        this.cluster = cluster;
        Stream.of(EtcdWatch.SOURCE, FLEET, BALANCERS, directory.name(), scheduler.name())
                .forEach(sources::expect);
        services = new Poller(
                sources,
                directory.name(),
                DocumentReadings.services(directory, json).read().flux(),
                () -> USUALLY,
                cluster);
        deployments = new Poller(
                sources,
                scheduler.name(),
                DocumentReadings.deployments(scheduler, json).read().flux(),
                this::whileDeploying,
                cluster);
        others = List.of(
                new Poller(sources, FLEET, fleet.read(), this::whileDeploying, cluster),
                new Poller(sources, BALANCERS, balancers.read(), () -> USUALLY, cluster));
    }

    public Observers start() {
        services.start();
        deployments.start();
        others.forEach(Poller::start);
        return this;
    }

    private Duration whileDeploying() {
        return cluster.snapshot().runningDeployments() > 0 ? OFTEN : USUALLY;
    }

    /** Has services and deployments read at once, since something was just asked of the parts that have them. */
    public void somethingWasAsked() {
        services.nudge();
        deployments.nudge();
    }

    /** Ends when the directory's services have been read anew; soon, even when it does not answer. */
    public Mono<Void> servicesAreRead() {
        return services.nextReading().timeout(PATIENCE).onErrorComplete();
    }

    @Override
    public void close() {
        Stream.concat(Stream.of(services, deployments), others.stream()).forEach(Poller::close);
    }
}
