package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalLimits;
import io.paz.host.journal.JournalQuery;
import io.paz.host.manager.ServiceManager;
import io.paz.host.manager.SubState;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitStatus;
import io.paz.host.manager.process.Account;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.manager.process.JournalOutput;
import io.paz.host.manager.process.UnitEnvironment;
import io.paz.host.unit.Facts;
import io.paz.host.unit.ServiceDefinitionReader;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A unit manager with containers of a real engine, in a folder of its own. */
final class ContainerHost implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final EventLoop loop = new EventLoop();
    private final HostProcesses processes;
    private final @Nullable ContainerHomes containers;
    private final ServiceManager manager;
    private final Path folder;
    final Journal journal;

    /** @param engine null for a host of before, which runs containers by the docker client */
    ContainerHost(Path folder, @Nullable ContainerEngine engine, Map<String, String> variables) throws IOException {
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

    private void onLoop(Consumer<ServiceManager> action) {
        loop.execute(() -> action.accept(manager));
    }

    UnitName launch(String name, String... lines) {
        UnitName unit = new UnitName(name);
        String text = "[Service]\n" + String.join("\n", lines) + "\n";
        onLoop(it -> it.load(unit, UnitFile.parse(text)));
        onLoop(it -> it.start(unit));
        return unit;
    }

    void stop(UnitName unit) {
        onLoop(it -> it.stop(unit));
    }

    Optional<SubState> state(UnitName unit) {
        return manager.statuses().stream()
                .filter(status -> status.name().equals(unit))
                .map(UnitStatus::state)
                .findFirst();
    }

    void awaitState(UnitName unit, SubState state) {
        await(() -> state(unit).equals(Optional.of(state)), () -> unit + " to be " + state + describe(unit));
    }

    void awaitPrinted(UnitName unit, String line) {
        await(() -> printed(unit).contains(line), () -> unit + " to print " + line + describe(unit));
    }

    void awaitTold(UnitName unit, String part) {
        await(
                () -> messages(unit).stream().anyMatch(line -> line.contains(part)),
                () -> "\"" + part + "\" of " + unit + describe(unit));
    }

    private String describe(UnitName unit) {
        return ", but it is " + state(unit) + "; journal:\n" + String.join("\n", messages(unit)) + "\nprinted:\n"
                + String.join("\n", printed(unit).stream().limit(50).toList());
    }

    static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + TIMEOUT.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    Path unitFolder(UnitName unit) {
        return folder.resolve("units").resolve(unit.text());
    }

    List<String> printed(UnitName unit) {
        return lines("_SYSTEMD_UNIT", unit);
    }

    List<String> messages(UnitName unit) {
        return lines("UNIT", unit);
    }

    private List<String> lines(String field, UnitName unit) {
        return journal
                .read(new JournalQuery(Map.of(field, Set.of(unit.text())), Optional.empty(), 0, JournalQuery.MAX_COUNT))
                .stream()
                .map(entry -> entry.message())
                .toList();
    }

    void unloadAll() {
        List<UnitName> names = manager.statuses().stream().map(UnitStatus::name).toList();
        names.forEach(name -> onLoop(it -> it.unload(name)));
        names.forEach(name -> await(() -> state(name).isEmpty(), () -> name + " to be gone" + describe(name)));
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
