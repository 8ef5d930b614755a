package io.paz.host.web;

import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerInfo.ContainerReference;
import io.paz.engine.fleet.cadvisor.ContainerSpec;
import io.paz.engine.fleet.cadvisor.ContainerStats;
import io.paz.host.stats.ContainerIdentity;
import io.paz.host.stats.ContainerRecord;
import io.paz.host.stats.Reading;
import io.paz.host.stats.Sample;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows what was sampled in the shapes of cAdvisor. */
final class ContainerInfos {
    static final String DOCKER = "/docker";

    private ContainerInfos() {}

    static String name(ContainerRecord container) {
        return DOCKER + "/" + container.id();
    }

    static ContainerInfo machine(ContainerRecord machine, int count) {
        ContainerSpec spec = new ContainerSpec(null, null, true, true, null, true, true, true, null);
        return new ContainerInfo(
                null, "/", null, null, List.of(new ContainerReference(DOCKER)), spec, stats(machine, count));
    }

    /** What holds all containers uses nothing of its own. */
    static ContainerInfo parent(List<ContainerRecord> containers) {
        List<ContainerReference> children = containers.stream()
                .map(container -> new ContainerReference(name(container)))
                .toList();
        return new ContainerInfo(null, DOCKER, null, null, children, null, null);
    }

    static ContainerInfo container(ContainerRecord container, int count) {
        List<String> aliases = Stream.concat(
                        container.identity().map(ContainerIdentity::name).stream(), Stream.of(container.id()))
                .toList();
        return new ContainerInfo(
                container.id(), name(container), aliases, "docker", null, spec(container), stats(container, count));
    }

    private static ContainerSpec spec(ContainerRecord container) {
        Optional<ContainerIdentity> identity = container.identity();
        return new ContainerSpec(
                identity.map(known -> known.created().toString()).orElse(null),
                identity.map(ContainerIdentity::labels).orElse(null),
                true,
                true,
                new ContainerSpec.MemorySpec(
                        container.memoryLimit().map(BigInteger::valueOf).orElse(null)),
                identity.map(ContainerIdentity::ownNetwork).orElse(true),
                false,
                true,
                identity.map(ContainerIdentity::image).orElse(null));
    }

    private static List<ContainerStats> stats(ContainerRecord container, int count) {
        List<Sample> samples = container.samples();
        int skipped = count < 0 ? 0 : Math.max(0, samples.size() - count);
        return samples.stream().skip(skipped).map(ContainerInfos::stats).toList();
    }

    private static ContainerStats stats(Sample sample) {
        Reading reading = sample.reading();
        return new ContainerStats(
                sample.time().toString(),
                new ContainerStats.CpuStats(new ContainerStats.CpuUsage(
                        reading.cpu().total(),
                        reading.cpu().user(),
                        reading.cpu().system())),
                new ContainerStats.DiskIoStats(List.of(new ContainerStats.PerDiskStats(
                        null,
                        Map.of(
                                "Read",
                                reading.disk().read(),
                                "Write",
                                reading.disk().written())))),
                new ContainerStats.MemoryStats(
                        reading.memory().used(), reading.memory().workingSet()),
                new ContainerStats.NetworkStats(reading.network().stream()
                        .map(traffic ->
                                new ContainerStats.InterfaceStats(traffic.name(), traffic.received(), traffic.sent()))
                        .toList()),
                reading.fileSystems().stream()
                        .map(files -> new ContainerStats.FsStats(files.device(), files.capacity(), files.used()))
                        .toList());
    }
}
