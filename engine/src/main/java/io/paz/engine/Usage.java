package io.paz.engine;

import java.time.Instant;

/**
 * What a host or a container used at one moment. Processor time, traffic and disk traffic are counters that grow from its start.
 *
 * @param cpuNanos nanoseconds of all processors together
 * @param memory bytes
 * @param workingSet bytes that the kernel could not take back at once
 * @param received bytes, on all interfaces together
 * @param sent bytes, on all interfaces together
 * @param read bytes from disks
 * @param written bytes to disks
 * @param filled bytes of the host's file system; 0 of a container
 */
public record Usage(
        Instant time,
        long cpuNanos,
        long memory,
        long workingSet,
        long received,
        long sent,
        long read,
        long written,
        long filled) {}
