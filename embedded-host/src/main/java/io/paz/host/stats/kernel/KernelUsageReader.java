package io.paz.host.stats.kernel;

import io.paz.host.stats.Reading;
import io.paz.host.stats.Reading.Traffic;
import io.paz.host.stats.UsageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Usage from control groups and {@code /proc}: a few short files a container, and no work for the engine. */
public final class KernelUsageReader implements UsageReader {
    private final Path proc;
    private final ControlGroups groups;
    private final Machine machine;
    private Map<String, Path> containers = Map.of();

    /**
     * @param groups where control groups are mounted, such as {@code /sys/fs/cgroup}
     * @param data a folder of the file system whose room is shown
     */
    public KernelUsageReader(Path proc, Path groups, Path data) {
        this.proc = proc;
        this.groups = ControlGroups.under(groups);
        this.machine = new Machine(proc, data);
    }

    @Override
    public Reading machine() throws IOException {
        return machine.reading();
    }

    @Override
    public Set<String> containers() throws IOException {
        containers = groups.containers();
        return containers.keySet();
    }

    @Override
    public Optional<ContainerUsage> container(String id) throws IOException {
        Path group = containers.get(id);
        OptionalLong process = group == null ? OptionalLong.empty() : groups.process(group);
        if (group == null || process.isEmpty()) {
            return Optional.empty();
        }
        Reading reading = new Reading(
                groups.cpu(group), groups.memory(group), traffic(process.getAsLong()), groups.disk(group), List.of());
        OptionalLong limit = groups.memoryLimit(group);
        return Optional.of(
                new ContainerUsage(reading, limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty()));
    }

    /** Of the network that a process sees. */
    private List<Traffic> traffic(long process) throws IOException {
        return Machine.traffic(proc.resolve(process + "/net/dev"));
    }
}
