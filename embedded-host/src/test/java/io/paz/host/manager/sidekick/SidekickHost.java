package io.paz.host.manager.sidekick;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalLimits;
import io.paz.host.manager.ServiceManager;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitManagerFixture;
import io.paz.host.manager.process.Account;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.manager.process.JournalOutput;
import io.paz.host.manager.process.UnitEnvironment;
import io.paz.host.unit.Facts;
import io.paz.host.unit.ServiceDefinitionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit manager with real processes, whose announcer is given. */
final class SidekickHost extends UnitManagerFixture {
    private final HostProcesses processes;
    private final ServiceManager manager;
    private final Journal journal;

    /** @param announcer null for a host of before, which runs sidekicks as processes */
    SidekickHost(Path folder, @Nullable LocalAnnouncer announcer, Path socket) throws IOException {
        super(Duration.ofSeconds(30));
        journal = new Journal(
                folder.resolve("journal"), new JournalLimits(1 << 22, 1 << 26, Duration.ofDays(1)), Clock.systemUTC());
        UnitLog log = (unit, level, message) -> journal.record(unit, level.priority(), message);
        processes = new HostProcesses(
                folder.resolve("units"),
                "this-boot",
                new UnitEnvironment(
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "PAZ_ANNOUNCER_SOCKET", socket.toString()),
                        Map.of()),
                Account.find("root").orElseThrow(),
                loop,
                new JournalOutput(journal),
                log);
        UnitHomes homes = announcer == null
                ? processes
                : new SidekickHomes(processes, processes, announcer, loop, Duration.ofMillis(100));
        manager = new ServiceManager(new ServiceDefinitionReader(Facts.OF_TEST), homes, log, loop, Clock.systemUTC());
        onLoop(ServiceManager::restore);
    }

    @Override
    protected ServiceManager manager() {
        return manager;
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    /** Ends the manager, not what it runs. */
    @Override
    public void close() throws IOException {
        loop.close();
        processes.close();
    }
}
