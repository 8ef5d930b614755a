package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
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
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit manager with containers of a real engine, in a folder of its own. */
final class ContainerHost extends UnitManagerFixture {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HostProcesses processes;
    private final @Nullable ContainerHomes containers;
    private final ServiceManager manager;
    private final Path folder;
    final Journal journal;

    /** @param engine null for a host of before, which runs containers by the docker client */
    ContainerHost(Path folder, @Nullable ContainerEngine engine, Map<String, String> variables) throws IOException {
        super(TIMEOUT);
        this.folder = folder;
        journal = new Journal(
                folder.resolve("journal"), new JournalLimits(1 << 22, 1 << 26, Duration.ofDays(1)), Clock.systemUTC());
        UnitLog log = (unit, level, message) -> journal.record(unit, level.priority(), message);
        processes = new HostProcesses(
                folder.resolve("units"),
                "this-boot",
                new UnitEnvironment(variables, Map.of()),
                Account.find("root").orElseThrow(),
                loop,
                new JournalOutput(journal),
                log);
        containers = engine == null
                ? null
                : new ContainerHomes(processes, engine, folder.toString(), loop, Clock.systemUTC());
        UnitHomes homes = containers == null ? processes : containers;
        manager = new ServiceManager(new ServiceDefinitionReader(Facts.OF_TEST), homes, log, loop, Clock.systemUTC());
        onLoop(ServiceManager::restore);
    }

    ContainerHost(Path folder, @Nullable ContainerEngine engine) throws IOException {
        this(folder, engine, Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    @Override
    protected ServiceManager manager() {
        return manager;
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    void stop(UnitName unit) {
        onLoop(it -> it.stop(unit));
    }

    Path unitFolder(UnitName unit) {
        return folder.resolve("units").resolve(unit.text());
    }

    /** Ends the manager, not what it runs. */
    @Override
    public void close() throws IOException {
        loop.close();
        if (containers != null) {
            containers.close();
        }
        processes.close();
    }
}
