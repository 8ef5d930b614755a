package io.paz.testing.engine;

import io.paz.engine.Host;
import io.paz.engine.HostResources;
import io.paz.engine.HostUsage;
import io.paz.engine.HostUsage.ContainerUsage;
import io.paz.engine.LogLine;
import io.paz.engine.Usage;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.view.ClusterView;
import io.paz.engine.view.HostUsageSource;
import io.paz.engine.view.InstanceLogs;
import io.paz.testing.engine.InMemoryCluster.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What runs in memory, where each instance has printed one line. */
final class InMemoryView implements ClusterView, InstanceLogs, HostUsageSource {

    private final InMemoryCluster cluster;

    InMemoryView(InMemoryCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Mono<List<Host>> hosts() {
        return Mono.fromSupplier(cluster::hosts);
    }

    @Override
    public Flux<List<Workload>> workloads() {
        return Flux.defer(() -> Flux.just(
                cluster.instances().stream().map(InMemoryView::workload).toList()));
    }

    private static Workload workload(Instance held) {
        return new Workload(nameOf(held), held.host().id(), held.condition(), "running", null, Map.of());
    }

    private static WorkloadName nameOf(Instance held) {
        return WorkloadName.of(held.id().toString());
    }

    @Override
    public Mono<Map<WorkloadName, String>> desiredStates() {
        return Mono.fromSupplier(
                () -> cluster.instances().stream().collect(Collectors.toMap(InMemoryView::nameOf, held -> "running")));
    }

    @Override
    public Mono<String> nextChange(String known) {
        return Mono.fromCallable(() -> {
                    long now = cluster.changes();
                    return String.valueOf(known.equals(String.valueOf(now)) ? cluster.awaitChange(now) : now);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public WorkloadName nameOf(String text) {
        return WorkloadName.of(text);
    }

    @Override
    public Flux<LogLine> last(Host host, Set<String> workloads, int count) {
        return Flux.defer(() -> {
            List<LogLine> lines = lines(host, workloads).toList();
            return Flux.fromIterable(lines.subList(Math.max(0, lines.size() - count), lines.size()));
        });
    }

    @Override
    public Flux<LogLine> follow(Host host, Set<String> workloads, Optional<LogLine> after) {
        return Flux.defer(() -> Flux.fromStream(lines(host, workloads))
                .skipWhile(line -> after.filter(known -> !known.cursor().equals(line.cursor()))
                        .isPresent())
                .skip(after.isPresent() ? 1 : 0)
                .concatWith(Flux.never()));
    }

    private Stream<LogLine> lines(Host host, Set<String> workloads) {
        return cluster.instances().stream()
                .filter(held ->
                        held.host().equals(host) && workloads.contains(held.id().toString()))
                .map(held -> new LogLine(
                        Instant.EPOCH,
                        host.id(),
                        held.id().toString(),
                        "listening on port 8080",
                        cluster.container(held.id())));
    }

    @Override
    public Mono<HostUsage> since(Host host, Instant time) {
        return Mono.fromSupplier(() -> new HostUsage(
                Objects.requireNonNullElse(host.resources(), new HostResources(1, 0, 0)),
                List.of(sample()),
                cluster.instances().stream()
                        .filter(held -> held.host().equals(host))
                        .collect(Collectors.toMap(
                                held -> held.id().toString(),
                                held -> new ContainerUsage(Optional.empty(), List.of(sample()))))));
    }

    @Override
    public Mono<HostUsage> newest(Host host) {
        return since(host, Instant.EPOCH);
    }

    private static Usage sample() {
        return new Usage(Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
