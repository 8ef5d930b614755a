package io.paz.host.journal;

import io.paz.host.journal.UnitJournal.Stored;
import io.paz.host.unit.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Decides what the journal drops. */
record JournalPruning(JournalLimits limits, Instant now) {
    /** Units that are gone whose lines are kept, however short they are. */
    static final int MAX_GONE_UNITS = 2_000;

    /** What is too old, and what was written to longest ago where all together is too much. */
    List<Stored> superfluous(List<Stored> files) {
        Instant oldest = now.minus(limits.age());
        long total = files.stream().mapToLong(Stored::bytes).sum();
        List<Stored> dropped = new ArrayList<>();
        for (Stored file :
                files.stream().sorted(Comparator.comparing(Stored::written)).toList()) {
            if (file.written().isBefore(oldest) || total > limits.totalBytes()) {
                total -= file.bytes();
                dropped.add(file);
            }
        }
        return dropped;
    }

    /** Journals of units that are gone: those without lines, and those whose last line is oldest where there are too many. */
    List<UnitJournal> forgotten(List<UnitJournal> journals, Set<UnitName> existing) {
        List<UnitJournal> gone = journals.stream()
                .filter(journal -> !existing.contains(journal.unit()))
                .sorted(Comparator.comparingLong(UnitJournal::lastSequence).reversed())
                .toList();
        List<UnitJournal> kept = gone.stream()
                .filter(journal -> !journal.files().isEmpty())
                .limit(MAX_GONE_UNITS)
                .toList();
        return gone.stream().filter(journal -> !kept.contains(journal)).toList();
    }
}
