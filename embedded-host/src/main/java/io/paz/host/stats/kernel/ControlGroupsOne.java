package io.paz.host.stats.kernel;

import io.paz.host.stats.Reading.Cpu;
import io.paz.host.stats.Reading.Disk;
import io.paz.host.stats.Reading.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Version 1: a hierarchy for each controller. */
final class ControlGroupsOne extends ControlGroups {
    /** What the kernel counts processor time in here, whatever its own clock is. */
    static final long NANOSECONDS_OF_A_TICK = 10_000_000;

    private static final long NO_LIMIT = 1L << 60;

    private final Path root;

    ControlGroupsOne(Path root) {
        this.root = root;
    }

    @Override
    Path processor() {
        return root.resolve("cpuacct");
    }

    @Override
    Cpu cpu(Path group) throws IOException {
        Path folder = processor().resolve(group);
        List<String> ticks = KernelFile.lines(folder.resolve("cpuacct.stat"));
        return new Cpu(
                KernelFile.number(folder.resolve("cpuacct.usage")).orElse(0),
                KernelFile.value(ticks, "user") * NANOSECONDS_OF_A_TICK,
                KernelFile.value(ticks, "system") * NANOSECONDS_OF_A_TICK);
    }

    @Override
    Memory memory(Path group) throws IOException {
        Path folder = root.resolve("memory").resolve(group);
        long used = KernelFile.number(folder.resolve("memory.usage_in_bytes")).orElse(0);
        long inactive = KernelFile.value(KernelFile.lines(folder.resolve("memory.stat")), "total_inactive_file");
        return new Memory(used, Math.max(0, used - inactive));
    }

    @Override
    OptionalLong memoryLimit(Path group) throws IOException {
        OptionalLong limit =
                KernelFile.number(root.resolve("memory").resolve(group).resolve("memory.limit_in_bytes"));
        return limit.isPresent() && limit.getAsLong() < NO_LIMIT ? limit : OptionalLong.empty();
    }

    @Override
    Disk disk(Path group) throws IOException {
        List<String> lines =
                KernelFile.lines(root.resolve("blkio").resolve(group).resolve("blkio.throttle.io_service_bytes"));
        return new Disk(bytes(lines, "Read"), bytes(lines, "Write"));
    }

    private static long bytes(List<String> lines, String direction) {
        return lines.stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 3 && words[1].equals(direction))
                .mapToLong(words -> Long.parseLong(words[2]))
                .sum();
    }
}
