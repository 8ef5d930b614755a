package io.paz.host.stats.kernel;

import io.paz.host.stats.Reading;
import io.paz.host.stats.Reading.Cpu;
import io.paz.host.stats.Reading.Disk;
import io.paz.host.stats.Reading.FileSystem;
import io.paz.host.stats.Reading.Memory;
import io.paz.host.stats.Reading.Traffic;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine as a whole, from {@code /proc}. */
final class Machine {
    private static final long KIBIBYTE = 1024;
    private static final long SECTOR = 512;
    private static final Pattern VIRTUAL_INTERFACE = Pattern.compile("lo|(veth|docker|br-|ifb|tunl|dummy).*");
    private static final Pattern WHOLE_DISK = Pattern.compile("(sd|vd|xvd|hd)[a-z]+|nvme\\d+n\\d+|mmcblk\\d+");

    private final Path proc;
    private final Path data;

    /** @param data a folder of the file system whose room is shown */
    Machine(Path proc, Path data) {
        this.proc = proc;
        this.data = data;
    }

    Reading reading() throws IOException {
        return new Reading(cpu(), memory(), network(), disk(), List.of(fileSystem()));
    }

    private Cpu cpu() throws IOException {
        long[] ticks = KernelFile.lines(proc.resolve("stat")).stream()
                .filter(line -> line.startsWith("cpu "))
                .flatMap(line -> Stream.of(line.substring(4).strip().split(" ")))
                .mapToLong(Long::parseLong)
                .toArray();
        if (ticks.length < 8) {
            throw new IOException(proc.resolve("stat") + " has no line of all processors");
        }
        long user = (ticks[0] + ticks[1]) * ControlGroupsOne.NANOSECONDS_OF_A_TICK;
        long system = (ticks[2] + ticks[5] + ticks[6] + ticks[7]) * ControlGroupsOne.NANOSECONDS_OF_A_TICK;
        return new Cpu(user + system, user, system);
    }

    private Memory memory() throws IOException {
        List<String> lines = KernelFile.lines(proc.resolve("meminfo"));
        long total = KernelFile.value(lines, "MemTotal");
        return new Memory(
                (total - KernelFile.value(lines, "MemFree")) * KIBIBYTE,
                (total - KernelFile.value(lines, "MemAvailable")) * KIBIBYTE);
    }

    /** Interfaces that lead off the machine: what containers send passes several others besides. */
    private List<Traffic> network() throws IOException {
        return traffic(proc.resolve("net/dev")).stream()
                .filter(traffic -> !VIRTUAL_INTERFACE.matcher(traffic.name()).matches())
                .toList();
    }

    /** All interfaces but the loopback one, of a file {@code net/dev}. */
    static List<Traffic> traffic(Path file) throws IOException {
        return KernelFile.lines(file).stream()
                .map(line -> KernelFile.words(line.strip()))
                .filter(words -> words.length > 16 && !words[0].equals("lo") && words[1].matches("\\d+"))
                .map(words -> new Traffic(words[0], Long.parseLong(words[1]), Long.parseLong(words[9])))
                .toList();
    }

    private Disk disk() throws IOException {
        List<String[]> disks = KernelFile.lines(proc.resolve("diskstats")).stream()
                .map(line -> KernelFile.words(line.strip()))
                .filter(words ->
                        words.length > 9 && WHOLE_DISK.matcher(words[2]).matches())
                .toList();
        return new Disk(sectors(disks, 5) * SECTOR, sectors(disks, 9) * SECTOR);
    }

    private static long sectors(List<String[]> disks, int column) {
        return disks.stream().mapToLong(words -> Long.parseLong(words[column])).sum();
    }

    private FileSystem fileSystem() throws IOException {
        FileStore store = Files.getFileStore(data);
        return new FileSystem(store.name(), store.getTotalSpace(), store.getTotalSpace() - store.getUnallocatedSpace());
    }
}
