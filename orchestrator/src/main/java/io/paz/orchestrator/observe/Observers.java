package io.paz.orchestrator.observe;

import io.paz.client.PassThrough;
import io.paz.orchestrator.live.LiveCluster;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is read again and again. What is likely to change soon is read more often, and everything seldom while nobody looks: neither a
 * page on the stream nor a request lately. What the scheduler and the engine report by themselves is read at once all the same.
 */
public final class Observers implements AutoCloseable {

    public static final String BALANCERS = "haproxy";

    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration UNWATCHED_INTERVAL = Duration.ofSeconds(10);

    /** From a request until the next one may be answered with what was read {@link #UNWATCHED_INTERVAL} ago. */
    private static final Duration ATTENTION = Duration.ofSeconds(20);

    private static final Duration WAKING_TIMEOUT = Duration.ofMillis(500);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final LiveCluster cluster;
    private final Poller services;
    private final Poller deployments;
    private final Poller workloads;
    private final Poller balanced;
    private final LongSupplier nanos;
    private long lastRequest;
    private Mono<Void> waking = Mono.empty();

    /** @param nanos as {@link System#nanoTime} */
    public Observers(
            LiveCluster cluster,
            Sources sources,
            EngineReadings engine,
            BalancerReadings balancers,
            PassThrough directory,
            PassThrough scheduler,
            JsonMapper json,
            LongSupplier nanos) {
        this.cluster = cluster;
        this.nanos = nanos;
        this.lastRequest = nanos.getAsLong();
        Stream.of(EtcdWatch.SOURCE, engine.name(), BALANCERS, directory.name(), scheduler.name())
                .forEach(sources::expect);
        services = new Poller(
                sources,
                directory.name(),
                DocumentReadings.services(directory, json).read().flux(),
                this::interval,
                cluster);
        deployments = new Poller(
                sources,
                scheduler.name(),
                new DeploymentReadings(scheduler, json, nanos).read().flux(),
                this::interval,
                cluster);
        workloads = new Poller(sources, engine.name(), engine.read(), this::whileDeploying, cluster);
        balanced = new Poller(sources, BALANCERS, balancers.read(), this::interval, cluster);
    }

    public Observers start() {
        all().forEach(Poller::start);
        return this;
    }

    private Stream<Poller> all() {
        return Stream.of(services, deployments, workloads, balanced);
    }

    private Duration whileDeploying() {
        return cluster.snapshot().runningDeployments() > 0 ? OFTEN : interval();
    }

    private Duration interval() {
        return isWatched() ? DEFAULT_INTERVAL : UNWATCHED_INTERVAL;
    }

    private synchronized boolean isWatched() {
        return cluster.listeners() > 0 || nanos.getAsLong() - lastRequest < ATTENTION.toNanos();
    }

    /**
     * Reports a request to look at the cluster. The first one after a while ends when everything has been read anew; soon, even where
     * something does not answer.
     */
    public synchronized Mono<Void> requested() {
        if (!isWatched()) {
            waking = Mono.when(all().map(Poller::nextReading).toList())
                    .timeout(WAKING_TIMEOUT)
                    .onErrorComplete()
                    .cache();
        }
        lastRequest = nanos.getAsLong();
        return waking;
    }

    /** Has services and deployments read at once, since something was just asked of the parts that have them. */
    public void refreshNow() {
        services.nudge();
        deployments.nudge();
    }

    /** Has workloads read at once, since the engine said that they changed. */
    public void workloadsChanged() {
        workloads.nudge();
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
