package io.paz.engine.fleet.view;

import io.paz.engine.HostResources;
import io.paz.engine.HostUsage;
import io.paz.engine.HostUsage.ContainerUsage;
import io.paz.engine.InstanceId;
import io.paz.engine.Usage;
import io.paz.engine.fleet.cadvisor.ContainerInfo;
import io.paz.engine.fleet.cadvisor.ContainerSpec;
import io.paz.engine.fleet.cadvisor.ContainerStats;
import io.paz.engine.fleet.cadvisor.MachineInfo;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads the answers of cAdvisor. Pure. */
final class CadvisorReadings {

    private CadvisorReadings() {}

    /** A container is a unit's by its name. */
    static HostUsage reading(MachineInfo machine, ContainerInfo root, List<ContainerInfo> containers) {
        long disk = orNone(machine.filesystems()).stream()
                .mapToLong(MachineInfo.FsInfo::capacity)
                .max()
                .orElse(0);
        Map<String, ContainerUsage> units = new TreeMap<>();
        for (ContainerInfo container : containers) {
            List<String> aliases = orNone(container.aliases());
            if (!aliases.isEmpty() && isOfItsName(aliases.get(0), container.spec())) {
                units.put(aliases.get(0), new ContainerUsage(limit(container, machine), usages(container)));
            }
        }
        return new HostUsage(
                new HostResources(machine.numCores(), machine.memoryCapacity(), disk), usages(root), units);
    }

    /** Whether it has another name than an instance of a service has, or says itself that it is that instance. */
    private static boolean isOfItsName(String name, @Nullable ContainerSpec spec) {
        Optional<InstanceId> instance = InstanceId.parse(name);
        if (instance.isEmpty()) {
            return true;
        }
        Map<String, String> labels = spec == null ? Map.of() : Objects.requireNonNullElse(spec.labels(), Map.of());
        InstanceId id = instance.get();
        return id.service().equals(labels.get("io.paz.service"))
                && String.valueOf(id.version()).equals(labels.get("io.paz.version"))
                && String.valueOf(id.instance()).equals(labels.get("io.paz.instance"));
    }

    /** cAdvisor gives a number beyond the machine's memory for no limit. */
    private static Optional<Long> limit(ContainerInfo container, MachineInfo machine) {
        return Optional.ofNullable(container.spec())
                .map(ContainerSpec::memory)
                .map(ContainerSpec.MemorySpec::limit)
                .filter(limit ->
                        limit.signum() > 0 && limit.compareTo(BigInteger.valueOf(machine.memoryCapacity())) <= 0)
                .map(BigInteger::longValueExact);
    }

    private static List<Usage> usages(ContainerInfo container) {
        return orNone(container.stats()).stream().map(CadvisorReadings::usage).toList();
    }

    private static Usage usage(ContainerStats stats) {
        return new Usage(
                OffsetDateTime.parse(stats.timestamp()).toInstant(),
                Optional.ofNullable(stats.cpu())
                        .map(ContainerStats.CpuStats::usage)
                        .map(ContainerStats.CpuUsage::total)
                        .orElse(0L),
                Optional.ofNullable(stats.memory())
                        .map(ContainerStats.MemoryStats::usage)
                        .orElse(0L),
                Optional.ofNullable(stats.memory())
                        .map(ContainerStats.MemoryStats::workingSet)
                        .orElse(0L),
                traffic(stats, ContainerStats.InterfaceStats::received),
                traffic(stats, ContainerStats.InterfaceStats::sent),
                disk(stats, "Read"),
                disk(stats, "Write"),
                orNone(stats.filesystem()).stream()
                        .mapToLong(ContainerStats.FsStats::usage)
                        .max()
                        .orElse(0));
    }

    private static long traffic(ContainerStats stats, ToLongFunction<ContainerStats.InterfaceStats> direction) {
        return Optional.ofNullable(stats.network()).map(ContainerStats.NetworkStats::interfaces).stream()
                .flatMap(List::stream)
                .mapToLong(direction)
                .sum();
    }

    private static long disk(ContainerStats stats, String direction) {
        return Optional.ofNullable(stats.diskio()).map(ContainerStats.DiskIoStats::serviceBytes).stream()
                .flatMap(List::stream)
                .map(ContainerStats.PerDiskStats::stats)
                .filter(Objects::nonNull)
                .mapToLong(bytes -> bytes.getOrDefault(direction, 0L))
                .sum();
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
