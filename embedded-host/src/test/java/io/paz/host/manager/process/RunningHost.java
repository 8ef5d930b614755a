package io.paz.host.manager.process;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalLimits;
import io.paz.host.manager.ServiceManager;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitManagerFixture;
import io.paz.host.unit.Facts;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A unit manager with real processes, in a folder of its own. */
final class RunningHost extends UnitManagerFixture {
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    final Journal journal;
    final ServiceManager manager;
    final HostProcesses processes;

    RunningHost(Path folder) throws IOException {
        this(folder, "this-boot");
    }

    RunningHost(Path folder, String bootId) throws IOException {
        this(folder, bootId, Launcher::start, Duration.ofMinutes(1));
    }

    RunningHost(Path folder, String bootId, HostProcesses.Starter starter, Duration patience) throws IOException {
        this(folder, bootId, starter, patience, FileSystems.getDefault()::newWatchService);
    }

    RunningHost(Path folder, FolderWatch.Source watches) throws IOException {
        this(folder, "this-boot", Launcher::start, Duration.ofMinutes(1), watches);
    }

    private RunningHost(
            Path folder, String bootId, HostProcesses.Starter starter, Duration patience, FolderWatch.Source watches)
            throws IOException {
        super(TIMEOUT);
        this.folder = folder;
        journal = new Journal(
                folder.resolve("journal"), new JournalLimits(1 << 20, 1 << 24, Duration.ofDays(1)), Clock.systemUTC());
        UnitLog log = (unit, level, message) -> journal.record(unit, level.priority(), message);
        processes = new HostProcesses(
                folder.resolve("units"),
                bootId,
                new UnitEnvironment(
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"), Map.of("HOST_SETTING", "of this host")),
                Account.find("root").orElseThrow(),
                loop,
                new JournalOutput(journal),
                log,
                starter,
                patience,
                watches);
        manager =
                new ServiceManager(new ServiceDefinitionReader(Facts.OF_TEST), processes, log, loop, Clock.systemUTC());
        onLoop(ServiceManager::restore);
    }

    /** Waits while no host runs, too. */
    static void until(BooleanSupplier condition, Supplier<String> what) {
        await(TIMEOUT, condition, what);
    }

    @Override
    protected ServiceManager manager() {
        return manager;
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    /** A program of the unit that runs. */
    Optional<Long> pid(UnitName unit) {
        return folderOf(unit).runs().stream()
                .flatMap(run -> run.mainProcess().stream())
                .filter(ProcessStat::isAlive)
                .map(ProcessStat::pid)
                .findFirst();
    }

    UnitFolder folderOf(UnitName unit) {
        return new UnitFolder(folder.resolve("units").resolve(RunFiles.folderName(unit)));
    }

    /** Ends the manager, not what it runs. */
    @Override
    public void close() throws IOException {
        loop.close();
        processes.close();
    }
}
