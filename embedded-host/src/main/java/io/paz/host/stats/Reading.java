package io.paz.host.stats;

import java.util.List;

/**
 * What something used, read at one moment. Processor time, traffic and disk traffic are counters that grow from its start.
 *
 * @param cpu nanoseconds
 * @param memory bytes
 * @param network by interface
 * @param disk bytes read from and written to disks
 * @param fileSystems how full they are; none for a container
 */
public record Reading(Cpu cpu, Memory memory, List<Traffic> network, Disk disk, List<FileSystem> fileSystems) {

    /** Nanoseconds. */
    public record Cpu(long total, long user, long system) {}

    /**
     * Bytes.
     *
     * @param workingSet what is left of {@code used} without caches that the kernel could drop at once
     */
    public record Memory(long used, long workingSet) {}

    /** Bytes. */
    public record Traffic(String name, long received, long sent) {}

    /** Bytes. */
    public record Disk(long read, long written) {}

    /** Bytes. */
    public record FileSystem(String device, long capacity, long used) {}
}
