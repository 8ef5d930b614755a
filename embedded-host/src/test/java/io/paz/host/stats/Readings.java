package io.paz.host.stats;

import java.util.List;

/** Readings for tests. */
final class Readings {
    private Readings() {}

    static Reading of(long cpu, long memory) {
        return new Reading(
                new Reading.Cpu(cpu, cpu, 0),
                new Reading.Memory(memory, memory),
                List.of(new Reading.Traffic("eth0", 7, 8)),
                new Reading.Disk(0, 0),
                List.of());
    }
}
