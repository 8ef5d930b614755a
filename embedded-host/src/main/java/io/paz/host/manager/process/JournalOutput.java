package io.paz.host.manager.process;

import io.paz.host.journal.Journal;
import io.paz.host.manager.process.output.OutputSink;
import io.paz.host.unit.UnitName;
import java.util.List;

/** Brings what processes print to the journal. */
public record JournalOutput(Journal journal) implements OutputSink {
    @Override
    public void lines(UnitName unit, String source, List<PrintedLine> lines) {
        journal.printed(
                unit,
                source,
                lines.stream()
                        .map(line -> new Journal.Output(line.text(), line.end()))
                        .toList());
    }

    @Override
    public void skip(UnitName unit, String source, long end) {
        journal.skipped(unit, source, end);
    }

    @Override
    public void note(UnitName unit, String message) {
        journal.warned(unit, message);
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
