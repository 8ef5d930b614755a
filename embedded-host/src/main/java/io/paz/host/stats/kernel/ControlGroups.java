package io.paz.host.stats.kernel;

import io.paz.host.stats.Reading.Cpu;
import io.paz.host.stats.Reading.Disk;
import io.paz.host.stats.Reading.Memory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The control groups that Docker makes, one a container, in one of the kernel's two versions. */
abstract sealed class ControlGroups permits ControlGroupsOne, ControlGroupsTwo {
    private static final Pattern UNIT = Pattern.compile("docker-([0-9a-f]{64})\\.scope");
    private static final Pattern FOLDER = Pattern.compile("([0-9a-f]{64})");

    static ControlGroups under(Path root) {
        return Files.exists(root.resolve("cgroup.controllers"))
                ? new ControlGroupsTwo(root)
                : new ControlGroupsOne(root);
    }

    /** The paths of the containers' groups, relative to a controller, by id. */
    Map<String, Path> containers() throws IOException {
        Map<String, Path> groups = new TreeMap<>();
        collect(Path.of("docker"), FOLDER, groups);
        collect(Path.of("system.slice"), UNIT, groups);
        return groups;
    }

    /** The Docker engine names them by its driver: {@code cgroupfs} or {@code systemd}. */
    private void collect(Path parent, Pattern name, Map<String, Path> groups) throws IOException {
        Path folder = processor().resolve(parent);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*[0-9a-f]*")) {
            for (Path child : children) {
                Path last = child.getFileName();
                Matcher matcher = name.matcher(String.valueOf(last));
                if (last != null && matcher.matches()) {
                    groups.put(matcher.group(1), parent.resolve(last));
                }
            }
        }
    }

    /** A process of the group; empty when it has none. */
    OptionalLong process(Path group) throws IOException {
        return KernelFile.number(processor().resolve(group).resolve("cgroup.procs"));
    }

    /** The folder of the controller that every container has. */
    abstract Path processor();

    abstract Cpu cpu(Path group) throws IOException;

    abstract Memory memory(Path group) throws IOException;

    /** Empty for none. */
    abstract OptionalLong memoryLimit(Path group) throws IOException;

    abstract Disk disk(Path group) throws IOException;
}
