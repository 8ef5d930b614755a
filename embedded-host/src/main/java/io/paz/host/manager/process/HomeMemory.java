package io.paz.host.manager.process;

import io.paz.host.manager.UnitHomes.Memory;
import io.paz.host.manager.process.UnitFolder.DatedMemory;
import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the manager remembers of one unit. A full disk keeps it from being written, not the manager from going on. */
final class HomeMemory {
    private final UnitFolder folder;
    private final String bootId;
    private final FailureReport failures;
    private @Nullable Memory unsaved;

    HomeMemory(UnitName unit, UnitFolder folder, String bootId) {
        this.folder = folder;
        this.bootId = bootId;
        this.failures = new FailureReport("writing of the state of " + unit);
    }

    void remember(Memory memory) {
        boolean saved = failures.run(
                () -> folder.remember(new DatedMemory(bootId, memory)),
                "nothing of the unit is started until it works; next attempt in " + HostProcesses.SWEEP.toSeconds()
                        + " s");
        unsaved = saved ? null : memory;
    }

    void retry() {
        if (unsaved != null) {
            remember(unsaved);
        }
    }

    boolean isSaved() {
        return unsaved == null;
    }

    /** @throws IOException when the next host would not know what is remembered now */
    void check() throws IOException {
        if (!isSaved()) {
            throw new IOException("the state of the unit cannot be written to " + folder.path());
        }
    }
}
