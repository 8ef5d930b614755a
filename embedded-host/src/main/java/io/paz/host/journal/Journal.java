package io.paz.host.journal;

import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all units of the machine, on disk. They stay when their unit goes, and survive an end of the host, but not
 * always a loss of power. Writing and reading block. Safe for several threads.
 */
public final class Journal {
    private static final int OUTPUT_PRIORITY = 6;

    private final Path root;
    private final JournalLimits limits;
    private final Clock clock;
    private final Map<UnitName, UnitJournal> units = new TreeMap<>();
    private final List<Consumer<JournalEntry>> followers = new CopyOnWriteArrayList<>();
    private long lastSequence;

    public Journal(Path root, JournalLimits limits, Clock clock) {
        this.root = root;
        this.limits = limits;
        this.clock = clock;
        try {
            Files.createDirectories(root);
            prune();
            for (Path folder : folders()) {
                UnitName unit = new UnitName(Files.readString(folder.resolve("unit")));
                UnitJournal journal = new UnitJournal(unit, folder, limits.unitBytes());
                units.put(unit, journal);
                lastSequence = Math.max(lastSequence, journal.lastSequence());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("unit")))
                    .toList();
        }
    }

    /** Adds what a process of the unit printed; {@code end} is the position behind it in the file {@code source}. */
    public void printed(UnitName unit, String source, long end, String message) {
        add(unit, source, end, OUTPUT_PRIORITY, message);
    }

    /** Adds what the manager says of the unit. */
    public void told(UnitName unit, int priority, String message) {
        add(unit, null, 0, priority, message);
    }

    private synchronized void add(UnitName unit, @Nullable String source, long end, int priority, String message) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        JournalEntry entry = new JournalEntry(++lastSequence, micros, unit, source != null, priority, message);
        journalOf(unit).add(entry, source, end);
        followers.forEach(follower -> follower.accept(entry));
    }

    private UnitJournal journalOf(UnitName unit) {
        return units.computeIfAbsent(unit, name -> new UnitJournal(name, folder(name), limits.unitBytes()));
    }

    /** A name that a file cannot have is cut, and told apart by its hash. */
    private Path folder(UnitName unit) {
        String text = unit.text();
        return root.resolve(
                text.length() <= 200 ? text : text.substring(0, 150) + "~" + Integer.toHexString(text.hashCode()));
    }

    /** How far the file of a unit's output was read; 0 if nothing of it is known. */
    public synchronized long taken(UnitName unit, String source) {
        return journalOf(unit).taken(source);
    }

    /** Brings a unit's lines to the disk. */
    public synchronized void sync(UnitName unit) {
        journalOf(unit).sync();
    }

    /** The entries asked for, in order. */
    public synchronized List<JournalEntry> read(JournalQuery query) {
        long count = Math.min(query.count(), JournalQuery.MAX_COUNT);
        boolean backwards = query.skip() < 0;
        long window = backwards ? -query.skip() : query.skip() + count;
        Window before = new Window(backwards ? window : 0, Comparator.naturalOrder());
        Window after = new Window(backwards ? count : window, Comparator.reverseOrder());
        JournalPosition from = query.from().orElse(JournalPosition.at(backwards ? Long.MAX_VALUE : 0));
        visit(query, entry -> (from.isBehind(entry) ? before : after).offer(entry));
        List<JournalEntry> entries = before.sorted();
        entries.addAll(after.sorted());
        return entries.stream().skip(backwards ? 0 : query.skip()).limit(count).toList();
    }

    private void visit(JournalQuery query, Consumer<JournalEntry> visitor) {
        Consumer<JournalEntry> matching = entry -> {
            if (query.matches(entry)) {
                visitor.accept(entry);
            }
        };
        units.forEach((name, journal) -> {
            if (query.units().map(names -> names.contains(name.text())).orElse(true)) {
                journal.read(matching);
            }
        });
    }

    /**
     * The entries that there are, and every one that comes after them.
     *
     * @param end ends the following
     */
    public record Following(List<JournalEntry> present, Runnable end) {}

    /** Tells every new entry that matches, on the thread that adds it. The follower must not block. */
    public synchronized Following follow(JournalQuery query, Consumer<JournalEntry> follower) {
        Consumer<JournalEntry> matching = entry -> {
            if (query.matches(entry)) {
                follower.accept(entry);
            }
        };
        followers.add(matching);
        return new Following(read(query), () -> followers.remove(matching));
    }

    /** Drops what is too old or too much. */
    public synchronized void prune() {
        try {
            List<Path> files = new ArrayList<>();
            for (Path folder : folders()) {
                try (Stream<Path> inside = Files.list(folder)) {
                    files.addAll(inside.filter(file -> file.toString().endsWith(".jsonl"))
                            .toList());
                }
            }
            drop(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop(List<Path> files) throws IOException {
        Map<Path, Instant> written = new TreeMap<>();
        long total = 0;
        for (Path file : files) {
            written.put(file, Files.getLastModifiedTime(file).toInstant());
            total += Files.size(file);
        }
        Instant oldest = clock.instant().minus(limits.age());
        files.sort(Comparator.comparing(written::get));
        for (Path file : files) {
            boolean old = oldest.isAfter(written.getOrDefault(file, oldest));
            if (old || total > limits.totalBytes()) {
                total -= Files.size(file);
                Files.delete(file);
            }
        }
    }

    /** The entries that come first by an order, as many as there is room for. */
    private static final class Window {
        private final long room;
        private final PriorityQueue<JournalEntry> entries;

        /** @param order the one that would have to leave first comes first */
        Window(long room, Comparator<Long> order) {
            this.room = Math.min(room, JournalQuery.MAX_COUNT);
            this.entries = new PriorityQueue<>(Comparator.comparing(JournalEntry::sequence, order));
        }

        void offer(JournalEntry entry) {
            entries.add(entry);
            if (entries.size() > room) {
                entries.remove();
            }
        }

        List<JournalEntry> sorted() {
            List<JournalEntry> sorted = new ArrayList<>(entries);
            sorted.sort(Comparator.comparingLong(JournalEntry::sequence));
            return sorted;
        }
    }
}
