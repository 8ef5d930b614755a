package io.paz.host.manager.process;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalLimits;
import io.paz.host.journal.JournalQuery;
import io.paz.host.manager.ServiceManager;
import io.paz.host.manager.SubState;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitStatus;
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

/** A unit manager with real processes, in a folder of its own. */
final class RunningHost implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    final EventLoop loop = new EventLoop();
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
                patience);
        manager =
                new ServiceManager(new ServiceDefinitionReader(Facts.OF_TEST), processes, log, loop, Clock.systemUTC());
        onLoop(ServiceManager::restore);
    }

    void onLoop(Consumer<ServiceManager> action) {
        loop.execute(() -> action.accept(manager));
    }

    /** Loads and starts a unit of these lines of its [Service] section; lines before may open another section. */
    UnitName launch(String name, String... lines) {
        UnitName unit = load(name, lines);
        onLoop(it -> it.start(unit));
        return unit;
    }

    UnitName load(String name, String... lines) {
        UnitName unit = new UnitName(name);
        String text = "[Service]\n" + String.join("\n", lines) + "\n";
        onLoop(it -> it.load(unit, UnitFile.parse(text)));
        return unit;
    }

    Optional<SubState> state(UnitName unit) {
        return manager.statuses().stream()
                .filter(status -> status.name().equals(unit))
                .map(UnitStatus::state)
                .findFirst();
    }

    void awaitState(UnitName unit, SubState state) {
        await(
                () -> state(unit).equals(Optional.of(state)),
                () -> unit + " to be " + state + ", but it is " + state(unit) + "; journal:\n"
                        + String.join("\n", messages(unit)));
    }

    /** Waits until a unit that was started has done all that it had to do. */
    void awaitDone(UnitName unit) {
        await(
                () -> messages(unit).contains(unit + ": Deactivated successfully."),
                () -> unit + " to be done; journal:\n" + String.join("\n", messages(unit)));
        awaitState(unit, SubState.DEAD);
    }

    void awaitGone(UnitName unit) {
        await(() -> state(unit).isEmpty(), () -> unit + " to be gone, but it is " + state(unit));
    }

    static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + TIMEOUT.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
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

    /** What processes of the unit printed. */
    List<String> printed(UnitName unit) {
        return lines("_SYSTEMD_UNIT", unit);
    }

    /** What the manager said of the unit. */
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

    /** Stops all units and waits until they are gone. */
    void unloadAll() {
        List<UnitName> names = manager.statuses().stream().map(UnitStatus::name).toList();
        names.forEach(name -> onLoop(it -> it.unload(name)));
        names.forEach(this::awaitGone);
    }

    /** Ends the manager, not what it runs. */
    @Override
    public void close() throws IOException {
        loop.close();
        processes.close();
    }
}
