package io.paz.host.manager;

import io.paz.host.journal.Journal;
import io.paz.host.journal.JournalQuery;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.Closeable;
import java.io.IOException;
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

/** What tests do with a unit manager, whatever runs its units. */
public abstract class UnitManagerFixture implements Closeable {
    private static final long POLL_INTERVAL_NANOS = Duration.ofMillis(5).toNanos();

    public final EventLoop loop = new EventLoop();
    private final Duration timeout;

    protected UnitManagerFixture(Duration timeout) {
        this.timeout = timeout;
    }

    protected abstract ServiceManager manager();

    protected abstract Journal journal();

    public void onLoop(Consumer<ServiceManager> action) {
        loop.execute(() -> action.accept(manager()));
    }

    /** Loads and starts a unit of these lines of its [Service] section; lines before may open another section. */
    public UnitName launch(String name, String... lines) {
        UnitName unit = load(name, lines);
        onLoop(it -> it.start(unit));
        return unit;
    }

    public UnitName load(String name, String... lines) {
        UnitName unit = new UnitName(name);
        String text = "[Service]\n" + String.join("\n", lines) + "\n";
        onLoop(it -> it.load(unit, UnitFile.parse(text)));
        return unit;
    }

    public Optional<SubState> state(UnitName unit) {
        return manager().statuses().stream()
                .filter(status -> status.name().equals(unit))
                .map(UnitStatus::state)
                .findFirst();
    }

    public void awaitState(UnitName unit, SubState state) {
        await(() -> state(unit).equals(Optional.of(state)), () -> unit + " to be " + state + describe(unit));
    }

    public void awaitPrinted(UnitName unit, String line) {
        await(() -> printed(unit).contains(line), () -> unit + " to print " + line + describe(unit));
    }

    /** Waits until the manager said something with that part of the unit. */
    public void awaitMessage(UnitName unit, String part) {
        await(
                () -> messages(unit).stream().anyMatch(line -> line.contains(part)),
                () -> "\"" + part + "\" of " + unit + describe(unit));
    }

    /** Waits until a unit that was started has done all that it had to do. */
    public void awaitDone(UnitName unit) {
        awaitMessage(unit, unit + ": Deactivated successfully.");
        awaitState(unit, SubState.DEAD);
    }

    public void awaitGone(UnitName unit) {
        await(() -> state(unit).isEmpty(), () -> unit + " to be gone" + describe(unit));
    }

    public void await(BooleanSupplier condition, Supplier<String> what) {
        await(timeout, condition, what);
    }

    public static void await(Duration timeout, BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + timeout.toSeconds() + " s for " + what.get());
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
    }

    private String describe(UnitName unit) {
        return ", but it is " + state(unit) + "; journal:\n" + String.join("\n", messages(unit)) + "\nprinted:\n"
                + String.join("\n", printed(unit).stream().limit(50).toList());
    }

    /** What the unit printed. */
    public List<String> printed(UnitName unit) {
        return lines("_SYSTEMD_UNIT", unit);
    }

    /** What the manager said of the unit. */
    public List<String> messages(UnitName unit) {
        return lines("UNIT", unit);
    }

    private List<String> lines(String field, UnitName unit) {
        return journal()
                .read(new JournalQuery(Map.of(field, Set.of(unit.text())), Optional.empty(), 0, JournalQuery.MAX_COUNT))
                .stream()
                .map(entry -> entry.message())
                .toList();
    }

    /** Stops all units of a host and ends it; a host that never started is not what a test should fail by. */
    public static void end(@Nullable UnitManagerFixture host) throws IOException {
        if (host == null) {
            return;
        }
        try {
            host.unloadAll();
        } finally {
            host.close();
        }
    }

    /** Stops all units and waits until they are gone. */
    public void unloadAll() {
        List<UnitName> names =
                manager().statuses().stream().map(UnitStatus::name).toList();
        names.forEach(name -> onLoop(it -> it.unload(name)));
        names.forEach(this::awaitGone);
    }
}
