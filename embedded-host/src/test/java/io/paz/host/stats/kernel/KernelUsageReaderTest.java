package io.paz.host.stats.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.stats.Reading;
import io.paz.host.stats.Reading.Cpu;
import io.paz.host.stats.Reading.Disk;
import io.paz.host.stats.Reading.Memory;
import io.paz.host.stats.Reading.Traffic;
import io.paz.host.stats.UsageReader.ContainerUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against folders that hold what kernels were seen to write. */
class KernelUsageReaderTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeProcesses() throws IOException {
        write("proc/42/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo:      11       3    0    0    0     0          0         0       11       1    0    0    0     0       0          0
                  eth0:     286       3    0    0    0     0          0         0       40       1    0    0    0     0       0          0
                """);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private KernelUsageReader reader() {
        return new KernelUsageReader(folder.resolve("proc"), folder.resolve("cgroup"), folder);
    }

    private Optional<ContainerUsage> only() throws IOException {
        KernelUsageReader reader = reader();
        assertThat(reader.containers()).containsExactly(ID);
        return reader.container(ID);
    }

    private static Reading reading(Cpu cpu, Memory memory, Disk disk) {
        return new Reading(cpu, memory, List.of(new Traffic("eth0", 286, 40)), disk, List.of());
    }

    @Test
    void readsControlGroupsOfVersionOne() throws IOException {
        String group = "/docker/" + ID + "/";
        write("cgroup/cpuacct" + group + "cgroup.procs", "42\n43\n");
        write("cgroup/cpuacct" + group + "cpuacct.usage", "47990836\n");
        write("cgroup/cpuacct" + group + "cpuacct.stat", "user 1\nsystem 2\n");
        write("cgroup/memory" + group + "memory.usage_in_bytes", "2310144\n");
        write("cgroup/memory" + group + "memory.limit_in_bytes", "9223372036854771712\n");
        write("cgroup/memory" + group + "memory.stat", "inactive_file 1\ntotal_inactive_file 1449984\n");
        write(
                "cgroup/blkio" + group + "blkio.throttle.io_service_bytes",
                "254:0 Read 4096\n254:0 Write 512\n254:0 Total 4608\n8:0 Read 1\nTotal 4609\n");
        assertThat(only())
                .contains(new ContainerUsage(
                        reading(
                                new Cpu(47_990_836, 10_000_000, 20_000_000),
                                new Memory(2_310_144, 860_160),
                                new Disk(4097, 512)),
                        Optional.empty()));
    }

    @Test
    void readsControlGroupsOfVersionTwo() throws IOException {
        write("cgroup/cgroup.controllers", "cpu io memory\n");
        String group = "cgroup/system.slice/docker-" + ID + ".scope/";
        write(group + "cgroup.procs", "42\n");
        write(group + "cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\nnr_periods 0\n");
        write(group + "memory.current", "3000\n");
        write(group + "memory.max", "67108864\n");
        write(group + "memory.stat", "anon 5\ninactive_file 1000\n");
        write(group + "io.stat", "254:0 rbytes=100 wbytes=200 rios=1 wios=1 dbytes=0 dios=0\n8:0 rbytes=1 wbytes=2\n");
        assertThat(only())
                .contains(new ContainerUsage(
                        reading(new Cpu(1_500_000, 1_000_000, 500_000), new Memory(3_000, 2_000), new Disk(101, 202)),
                        Optional.of(67_108_864L)));
    }

    @Test
    void knowsNoLimitOfVersionTwo() throws IOException {
        write("cgroup/cgroup.controllers", "memory\n");
        String group = "cgroup/docker/" + ID + "/";
        write(group + "cgroup.procs", "42\n");
        write(group + "memory.max", "max\n");
        assertThat(only().orElseThrow().memoryLimit()).isEmpty();
    }

    @Test
    void takesAGroupWithoutProcessesForAContainerThatEnded() throws IOException {
        write("cgroup/cpuacct/docker/" + ID + "/cgroup.procs", "");
        assertThat(only()).isEmpty();
    }

    @Test
    void findsNoContainersWhereDockerHasNone() throws IOException {
        write("cgroup/cpuacct/docker/not-a-container/cgroup.procs", "1\n");
        assertThat(reader().containers()).isEmpty();
    }

    @Test
    void readsTheMachine() throws IOException {
        write("proc/stat", "cpu  10 1 20 900 5 1 2 3 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        write("proc/meminfo", "MemTotal: 100 kB\nMemFree:  40 kB\nMemAvailable:  60 kB\n");
        write("proc/net/dev", """
                Inter-|   Receive
                 face |bytes
                    lo: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0
                docker0: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0
                 veth1a: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0
                  eth0:100 3 0 0 0 0 0 0 200 1 0 0 0 0 0 0
                """);
        write("proc/diskstats", "254 0 vda 5 0 10 1 7 0 20 9 0 1 1\n254 1 vda1 5 0 10 1 7 0 20 9 0 1 1\n");
        Reading machine = reader().machine();
        assertThat(machine.cpu()).isEqualTo(new Cpu(370_000_000, 110_000_000, 260_000_000));
        assertThat(machine.memory()).isEqualTo(new Memory(60 * 1024, 40 * 1024));
        assertThat(machine.network()).containsExactly(new Traffic("eth0", 100, 200));
        assertThat(machine.disk()).isEqualTo(new Disk(10 * 512, 20 * 512));
        assertThat(machine.fileSystems()).singleElement().satisfies(files -> assertThat(files.capacity())
                .isEqualTo(Files.getFileStore(folder).getTotalSpace()));
    }
}
