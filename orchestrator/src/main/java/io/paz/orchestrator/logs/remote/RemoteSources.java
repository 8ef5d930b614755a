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
import io.paz.orchestrator.logs.WantedWorkloads;
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

/** Hosts and workloads from the engine, where workloads are from what was observed, workloads of earlier deployments from the scheduler. */
public final class RemoteSources implements LogSources {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int DEPLOYMENTS = 5;

    private final ClusterView engine;
    private final DirectoryClient directory;
    private final SchedulerClient scheduler;
    private final LiveCluster cluster;
    private final Mono<List<Host>> hosts;
    private final Mono<Set<WorkloadName>> workloads;
    private volatile List<Host> lastHosts = List.of();
    private volatile Set<WorkloadName> lastWorkloads = Set.of();

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
        this.workloads = engine.desiredStates()
                .map(Map::keySet)
                .doOnNext(seen -> lastWorkloads = seen)
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
    public Mono<Boolean> knows(String workload) {
        return workloads
                .map(names -> names.stream().anyMatch(name -> name.text().equals(workload)))
                .onErrorReturn(EngineUnavailableException.class, true);
    }

    @Override
    public Mono<Workloads> workloadsOf(String service) {
        return Flux.concat(ofEngine(service), ofScheduler(service), ofDirectory(service))
                .reduce(RemoteSources::together);
    }

    /** All workloads of a large cluster are asked only of the hosts that have them. */
    @Override
    public Mono<Workloads> workloadsOfAll() {
        return Flux.concat(Mono.fromSupplier(this::placed), ofNewestDeployments())
                .reduce(RemoteSources::together);
    }

    private Workloads placed() {
        ClusterSnapshot now = cluster.snapshot();
        Map<String, Set<String>> byHost = now.workloads().values().stream()
                .filter(workload -> workload.name().kind() == WorkloadName.Kind.INSTANCE)
                .collect(Collectors.groupingBy(
                        Workload::hostId,
                        TreeMap::new,
                        Collectors.mapping(workload -> workload.name().text(), Collectors.toSet())));
        List<MissingPart> missing = Optional.ofNullable(now.sources().get(engine.name()))
                .flatMap(source -> Optional.ofNullable(source.problem()))
                .map(problem -> new MissingPart(engine.name(), problem))
                .stream()
                .toList();
        return new Workloads(new WantedWorkloads(Set.of(), byHost), true, missing);
    }

    private Mono<Workloads> ofNewestDeployments() {
        return scheduler
                .deployments(DEPLOYMENTS)
                .map(deployments -> found(workloadsOf(deployments)
                        .filter(name -> name.kind() == WorkloadName.Kind.INSTANCE)
                        .map(WorkloadName::text)
                        .collect(Collectors.toSet())))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("scheduler", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> missing("scheduler", failure));
    }

    private Stream<WorkloadName> workloadsOf(List<DeploymentDocument> deployments) {
        return deployments.stream()
                .flatMap(deployment -> deployment.units().stream())
                .map(DeployedUnit::name)
                .map(engine::nameOf);
    }

    private static Workloads together(Workloads some, Workloads others) {
        List<MissingPart> missing = new ArrayList<>(some.missing());
        missing.addAll(others.missing());
        return new Workloads(some.wanted().and(others.wanted()), some.known() || others.known(), missing);
    }

    private Mono<Workloads> ofEngine(String service) {
        return workloads
                .map(names -> found(instancesOf(service, names)))
                .onErrorResume(EngineUnavailableException.class, failure -> missing(engine.name(), failure)
                        .map(workloads -> new Workloads(
                                WantedWorkloads.anywhere(instancesOf(service, lastWorkloads)),
                                true,
                                workloads.missing())));
    }

    private static Set<String> instancesOf(String service, Collection<WorkloadName> workloads) {
        return workloads.stream()
                .filter(name -> name.kind() != WorkloadName.Kind.ANNOUNCER)
                .filter(name -> name.service().equals(service) && name.instance() != null)
                .map(WorkloadName::text)
                .collect(Collectors.toSet());
    }

    private Mono<Workloads> ofScheduler(String service) {
        return scheduler
                .deployments(service, DEPLOYMENTS)
                .map(deployments ->
                        found(instancesOf(service, workloadsOf(deployments).toList())))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("scheduler", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> missing("scheduler", failure));
    }

    private Mono<Workloads> ofDirectory(String service) {
        Mono<Optional<ServiceDocument>> found =
                directory.service(service).map(Optional::of).defaultIfEmpty(Optional.empty());
        return found.map(document -> new Workloads(WantedWorkloads.NONE, document.isPresent(), List.of()))
                .onErrorResume(RemoteUnavailableException.class, failure -> missing("service-directory", failure))
                .onErrorResume(RemoteRefusedException.class, failure -> Mono.just(found(Set.of())));
    }

    private static Workloads found(Set<String> names) {
        return new Workloads(WantedWorkloads.anywhere(names), !names.isEmpty(), List.of());
    }

    /** A part that does not answer says nothing against the service. */
    private static Mono<Workloads> missing(String part, Throwable failure) {
        return Mono.just(new Workloads(
                WantedWorkloads.NONE, true, List.of(new MissingPart(part, String.valueOf(failure.getMessage())))));
    }
}
