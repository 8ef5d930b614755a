package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The lines of all units of the machine, on disk. They stay when their unit goes, and survive an end of the host, but not
 * always a loss of power. Writing and reading block; whoever reads holds up nobody who writes. Safe for several threads.
 */
public final class Journal {
    private static final int OUTPUT_PRIORITY = 6;
    private static final int WARNING_PRIORITY = 4;

    /** A line of output, and the position after it in its file. */
    public record Output(String message, long end) {}

    private final Path root;
    private final JournalLimits limits;
    private final Clock clock;
    private final Map<UnitName, UnitJournal> units = new TreeMap<>();
    private final List<Consumer<JournalEntry>> followers = new CopyOnWriteArrayList<>();
    private final FailureReport failures = new FailureReport("writing to the journal");
    private final FailureReport pruningFailures = new FailureReport("dropping of old lines of the journal");
    private long lastSequence;

    public Journal(Path root, JournalLimits limits, Clock clock) {
        this.root = root;
        this.limits = limits;
        this.clock = clock;
        try {
            Files.createDirectories(root);
            for (Path folder : folders()) {
                UnitFolderName.unitOf(folder).ifPresent(unit -> open(unit, folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(UnitName unit, Path folder) {
        UnitJournal journal = new UnitJournal(unit, folder, limits.unitBytes());
        units.put(unit, journal);
        lastSequence = Math.max(lastSequence, journal.lastSequence());
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    /** Adds what a process of the unit printed. */
    public void printed(UnitName unit, String source, long end, String message) {
        printed(unit, source, List.of(new Output(message, end)));
    }

    /**
     * Adds lines that a process of the unit printed to the file {@code source}.
     *
     * @throws UncheckedIOException when they could not be written, or only the first of them; {@link #taken} tells which
     */
    public synchronized void printed(UnitName unit, String source, List<Output> output) {
        long micros = now();
        List<Line> lines = output.stream()
                .map(line -> new Line(++lastSequence, micros, OUTPUT_PRIORITY, source, line.end(), line.message()))
                .toList();
        add(unit, lines);
    }

    /** Notes that what was printed to the file before that position is not shown. */
    public synchronized void skipped(UnitName unit, String source, long end) {
        add(unit, List.of(new Line(++lastSequence, 0, 0, source, end, null)));
    }

    /** Adds a warning about the unit. */
    public void warned(UnitName unit, String message) {
        record(unit, WARNING_PRIORITY, message);
    }

    /** Adds what the manager says of the unit; where nothing can be written, it is lost, and whoever says it goes on. */
    public synchronized void record(UnitName unit, int priority, String message) {
        Line line = new Line(++lastSequence, now(), priority, null, 0, message);
        failures.run(() -> add(unit, List.of(line)), "lines of the unit manager are lost until it works");
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    private void add(UnitName unit, List<Line> lines) {
        journalOf(unit).add(lines);
        if (!followers.isEmpty()) {
            lines.stream()
                    .flatMap(line -> line.entry(unit).stream())
                    .forEach(entry -> followers.forEach(follower -> follower.accept(entry)));
        }
    }

    private UnitJournal journalOf(UnitName unit) {
        return units.computeIfAbsent(
                unit, name -> new UnitJournal(name, root.resolve(UnitFolderName.of(name)), limits.unitBytes()));
    }

    /** How far the file of a unit's output was read; 0 if nothing of it is known. */
    public synchronized long taken(UnitName unit, String source) {
        UnitJournal journal = units.get(unit);
        return journal == null ? 0 : journal.taken(source);
    }

    /** Brings a unit's lines to the disk. */
    public void sync(UnitName unit) {
        UnitJournal journal;
        synchronized (this) {
            journal = journalOf(unit);
        }
        journal.sync();
    }

    /** The entries asked for, in order, each read when it is asked for. */
    public JournalSelection select(JournalQuery query) {
        return JournalSelection.of(query, journals(query), Long.MAX_VALUE);
    }

    /** The entries asked for, in order, all at once. */
    public List<JournalEntry> read(JournalQuery query) {
        return select(query).all();
    }

    private synchronized List<UnitJournal> journals(JournalQuery query) {
        return units.values().stream()
                .filter(journal -> query.units()
                        .map(names -> names.contains(journal.unit().text()))
                        .orElse(true))
                .toList();
    }

    /**
     * The entries that there are, and every one that comes after them.
     *
     * @param end ends the following
     */
    public record Following(JournalSelection present, Runnable end) {}

    /** Tells every new entry that matches, on the thread that adds it. The follower must not block. */
    public Following follow(JournalQuery query, Consumer<JournalEntry> follower) {
        Consumer<JournalEntry> matching = entry -> {
            if (query.matches(entry)) {
                follower.accept(entry);
            }
        };
        long present;
        synchronized (this) {
            present = lastSequence;
            followers.add(matching);
        }
        return new Following(JournalSelection.of(query, journals(query), present), () -> followers.remove(matching));
    }

    /**
     * Drops what is too old or too much, and all of units that are gone and have no line left, or are too many.
     *
     * @param existing units that are not gone
     */
    public void prune(Set<UnitName> existing) {
        List<UnitJournal> journals;
        synchronized (this) {
            journals = List.copyOf(units.values());
        }
        List<UnitJournal.Stored> files =
                journals.stream().flatMap(journal -> journal.files().stream()).toList();
        JournalPruning pruning = new JournalPruning(limits, clock.instant());
        pruning.superfluous(files).forEach(file -> drop(file, existing));
        pruning.forgotten(journals, existing).forEach(this::forget);
    }

    private synchronized void drop(UnitJournal.Stored file, Set<UnitName> existing) {
        UnitJournal journal = file.journal();
        pruningFailures.run(
                () -> unchecked(() -> journal.drop(file.file(), existing.contains(journal.unit()))),
                "it is tried again in an hour");
    }

    private synchronized void forget(UnitJournal journal) {
        pruningFailures.run(
                () -> unchecked(() -> {
                    journal.delete();
                    units.remove(journal.unit());
                }),
                "it is tried again in an hour");
    }

    private interface FileAction {
        void run() throws IOException;
    }

    private static void unchecked(FileAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
