package io.paz.orchestrator.alarm;

import io.paz.alarm.Condition;
import io.paz.alarm.Look;
import io.paz.alarm.Severity;
import io.paz.api.scheduler.SpaceDocument.FileSystem;
import java.util.List;

/** File systems with little room. Pure. */
final class SpaceConditions {

    private static final String AMPLE = "ample";
    private static final String EXHAUSTED = "exhausted";
    private static final long MEBIBYTE = 1L << 20;

    private SpaceConditions() {}

    static Look of(List<FileSystem> fileSystems) {
        return Look.of(
                List.of(Rules.DISK_SPACE),
                fileSystems.stream()
                        .filter(each -> !each.state().equals(AMPLE))
                        .map(SpaceConditions::condition)
                        .toList());
    }

    private static Condition condition(FileSystem disk) {
        boolean exhausted = disk.state().equals(EXHAUSTED);
        String reason = "%d MiB of %d MiB are free (%s), expected: %d MiB or more; %s"
                .formatted(
                        disk.available() / MEBIBYTE,
                        disk.total() / MEBIBYTE,
                        disk.use(),
                        (exhausted ? disk.minimum() : disk.warningBelow()) / MEBIBYTE,
                        exhausted
                                ? "deployments are refused until there is room"
                                : "below %d MiB deployments are refused".formatted(disk.minimum() / MEBIBYTE));
        return new Condition(Rules.DISK_SPACE, disk.path(), exhausted ? Severity.CRITICAL : Severity.WARNING, reason);
    }
}
