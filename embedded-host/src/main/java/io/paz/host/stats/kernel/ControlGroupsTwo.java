package io.paz.host.stats.kernel;

import io.paz.host.stats.Reading.Cpu;
import io.paz.host.stats.Reading.Disk;
import io.paz.host.stats.Reading.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Version 2: one hierarchy. */
final class ControlGroupsTwo extends ControlGroups {
    private static final long NANOSECONDS = 1_000;

    private final Path root;

    ControlGroupsTwo(Path root) {
        this.root = root;
    }

    @Override
    Path processor() {
        return root;
    }

    @Override
    Cpu cpu(Path group) throws IOException {
        List<String> lines = KernelFile.lines(root.resolve(group).resolve("cpu.stat"));
        return new Cpu(
                KernelFile.value(lines, "usage_usec") * NANOSECONDS,
                KernelFile.value(lines, "user_usec") * NANOSECONDS,
                KernelFile.value(lines, "system_usec") * NANOSECONDS);
    }

    @Override
    Memory memory(Path group) throws IOException {
        Path folder = root.resolve(group);
        long used = KernelFile.number(folder.resolve("memory.current")).orElse(0);
        long inactive = KernelFile.value(KernelFile.lines(folder.resolve("memory.stat")), "inactive_file");
        return new Memory(used, Math.max(0, used - inactive));
    }

    @Override
    OptionalLong memoryLimit(Path group) throws IOException {
        return KernelFile.number(root.resolve(group).resolve("memory.max"));
    }

    @Override
    Disk disk(Path group) throws IOException {
        List<String> lines = KernelFile.lines(root.resolve(group).resolve("io.stat"));
        return new Disk(sum(lines, "rbytes"), sum(lines, "wbytes"));
    }

    private static long sum(List<String> lines, String key) {
        return lines.stream().mapToLong(line -> KernelFile.assigned(line, key)).sum();
    }
}
