package io.paz.orchestrator.logs.remote;

import io.paz.api.directory.ServiceDocument;
import io.paz.api.scheduler.DeployedUnit;
import io.paz.api.scheduler.DeploymentDocument;
import io.paz.client.DirectoryClient;
import io.paz.client.RemoteRefusedException;
import io.paz.client.RemoteUnavailableException;
import io.paz.client.SchedulerClient;
import io.paz.engine.EngineUnavailableException;
import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.view.ClusterView;
import io.paz.orchestrator.cluster.ClusterSnapshot;
import io.paz.orchestrator.live.LiveCluster;
import io.paz.orchestrator.logs.LogSources;
import io.paz.orchestrator.logs.MissingPart;
import io.paz.orchestrator.logs.WantedUnits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hosts and units from the engine, where units are from what was observed, units of earlier deployments from the scheduler. */
public final class RemoteSources implements LogSources {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int DEPLOYMENTS = 5;

    private final ClusterView engine;
    private final DirectoryClient directory;
    private final SchedulerClient scheduler;
    private final LiveCluster cluster;
    private final Mono<List<Host>> hosts;
    private final Mono<Set<WorkloadName>> units;
    private volatile List<Host> lastHosts = List.of();
    private volatile Set<WorkloadName> lastUnits = Set.of();

    public RemoteSources(
            ClusterView engine, DirectoryClient directory, SchedulerClient scheduler, LiveCluster cluster) {
        this.engine = engine;
        this.directory = directory;
        this.scheduler = scheduler;
        this.cluster = cluster;
        // Readers that follow ask again and again; together they ask the engine once a second.
        this.hosts = engine.hosts()
                .map(all ->
                        all.stream().filter(host -> !host.address().isEmpty()).toList())
                .cache(FRESH);
        this.units = engine.desiredStates()
                .map(Map::keySet)
                .doOnNext(seen -> lastUnits = seen)
                .cache(FRESH);
    }

    @Override
    public Mono<List<Host>> hosts() {
        return hosts.doOnNext(seen -> lastHosts = seen)
                .onErrorResume(
                        EngineUnavailableException.class,
                        failure -> lastHosts.isEmpty() ? Mono.error(failure) : Mono.just(lastHosts));
    }

    @Override
    public Mono<Boolean> knows(String unit) {
        return units.map(names -> names.stream().anyMatch(name -> name.text().equals(unit)))
                .onErrorReturn(EngineUnavailableException.class, true);
    }

    @Override
    public Mono<Units> unitsOf(String service) {
        return Flux.concat(ofEngine(service), ofScheduler(service), ofDirectory(service))
                .reduce(RemoteSources::together);
    }

    /** All units of a large cluster are asked only of the hosts that have them. */
    @Override
    public Mono<Units> unitsOfAll() {
        return Flux.concat(Mono.fromSupplier(this::placed), ofNewestDeployments())
                .reduce(RemoteSources::together);
    }

    private Units placed() {
        ClusterSnapshot now = cluster.snapshot();
        Map<String, Set<String>> byHost = now.units().values().stream()
                .filter(unit -> unit.name().kind() == WorkloadName.Kind.INSTANCE)
                .collect(Collectors.groupingBy(
                        Workload::hostId,
                        TreeMap::new,
                        Collectors.mapping(unit -> unit.name().text(), Collectors.toSet())));
        List<MissingPart> missing = Optional.ofNullable(now.sources().get(engine.name()))
                .flatMap(source -> Optional.ofNullable(source.problem()))
                .map(problem -> new MissingPart(engine.name(), problem))
                .stream()
                .toList();
        return new Units(new WantedUnits(Set.of(), byHost), true, missing);
    }

    private Mono<Units> ofNewestDeployments() {
        return scheduler
                .deployments(DEPLOYMENTS)
                .map(deployments -> found(unitsOf(deployments)
                        .filter(name -> name.kind() == WorkloadName.Kind.INSTANCE)
                        .map(WorkloadName::text)
                        .collect(Collectors.toSet())))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("scheduler", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> missing("scheduler", failure));
    }

    private Stream<WorkloadName> unitsOf(List<DeploymentDocument> deployments) {
        return deployments.stream()
                .flatMap(deployment -> deployment.units().stream())
                .map(DeployedUnit::name)
                .map(engine::nameOf);
    }

    private static Units together(Units some, Units others) {
        List<MissingPart> missing = new ArrayList<>(some.missing());
        missing.addAll(others.missing());
        return new Units(some.wanted().and(others.wanted()), some.known() || others.known(), missing);
    }

    private Mono<Units> ofEngine(String service) {
        return units.map(names -> found(instancesOf(service, names)))
                .onErrorResume(EngineUnavailableException.class, failure -> missing(engine.name(), failure)
                        .map(units -> new Units(
                                WantedUnits.anywhere(instancesOf(service, lastUnits)), true, units.missing())));
    }

    private static Set<String> instancesOf(String service, Collection<WorkloadName> units) {
        return units.stream()
                .filter(name -> name.kind() != WorkloadName.Kind.ANNOUNCER)
                .filter(name -> name.service().equals(service) && name.instance() != null)
                .map(WorkloadName::text)
                .collect(Collectors.toSet());
    }

    private Mono<Units> ofScheduler(String service) {
        return scheduler
                .deployments(service, DEPLOYMENTS)
                .map(deployments ->
                        found(instancesOf(service, unitsOf(deployments).toList())))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("scheduler", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> missing("scheduler", failure));
    }

    private Mono<Units> ofDirectory(String service) {
        Mono<Optional<ServiceDocument>> found =
                directory.service(service).map(Optional::of).defaultIfEmpty(Optional.empty());
        return found.map(document -> new Units(WantedUnits.NONE, document.isPresent(), List.of()))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("service-directory", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> Mono.just(found(Set.of())));
    }

    private static Units found(Set<String> names) {
        return new Units(WantedUnits.anywhere(names), !names.isEmpty(), List.of());
    }

    /** A part that does not answer says nothing against the service. */
    private static Mono<Units> missing(String part, Throwable failure) {
        return Mono.just(new Units(
                WantedUnits.NONE, true, List.of(new MissingPart(part, String.valueOf(failure.getMessage())))));
    }
}
