package io.paz.host.manager.process.output;

import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The output that is left of a unit whose folder was moved away. It is taken in slices like that of units that run, so that
 * other units wait for one slice and not for all of it. Used by the thread that reads output only.
 */
final class OutputRest {
    private final UnitName unit;
    private final Path folder;
    private final OutputThread thread;
    private final OutputSink sink;
    private final Runnable whenTaken;
    private final FailureReport failures;
    private final Deque<OutputFile> files = new ArrayDeque<>();

    OutputRest(UnitName unit, Path folder, OutputThread thread, OutputSink sink, Runnable whenTaken) {
        this.unit = unit;
        this.folder = folder;
        this.thread = thread;
        this.sink = sink;
        this.whenTaken = whenTaken;
        this.failures = new FailureReport("reading of the output of " + unit);
    }

    /** Takes the first slice, which is all that most units leave, and the others in turn with other units. */
    void take() {
        turn(() -> {
            for (Path file : Files.exists(folder) ? OutputFiles.in(folder) : List.<Path>of()) {
                files.add(new OutputFile(unit, file, sink));
            }
            return takeSlice();
        });
    }

    private void turn(Slice slice) {
        boolean more = false;
        try {
            more = slice.take();
        } catch (IOException | UncheckedIOException e) {
            failures.failed(e, "what was not read is lost");
        }
        if (more) {
            thread.later(Duration.ZERO, () -> turn(this::takeSlice));
        } else {
            thread.release(folder);
            whenTaken.run();
        }
    }

    /** Returns whether there is more. A file without any is passed over, as most errors' are. */
    private boolean takeSlice() throws IOException {
        while (!files.isEmpty() && !files.element().takeSlice(true)) {
            files.remove();
        }
        return !files.isEmpty();
    }

    /** One turn; returns whether there is more. */
    private interface Slice {
        boolean take() throws IOException;
    }
}
