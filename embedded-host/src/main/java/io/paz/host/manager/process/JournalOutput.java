package io.paz.host.manager.process;

import io.paz.host.journal.Journal;
import io.paz.host.unit.UnitName;

/** Brings what processes print to the journal. */
public record JournalOutput(Journal journal) implements OutputSink {
    @Override
    public void line(UnitName unit, String source, long end, String text) {
        journal.printed(unit, source, end, text);
    }

    @Override
    public long taken(UnitName unit, String source) {
        return journal.taken(unit, source);
    }

    @Override
    public void sync(UnitName unit) {
        journal.sync(unit);
    }
}
