package io.paz.host.manager.process.output;

import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processes of one unit print. Its methods return at once; everything else is done by the thread that reads output. */
public final class UnitOutput {
    /** Between two slices of one unit: it costs others a part of the time only. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(UnitOutput.class);

    private final UnitName unit;
    private final OutputThread thread;
    private final OutputSink sink;
    private final FailureReport failures;
    private final AtomicBoolean isDue = new AtomicBoolean();

    // The rest belongs to the thread.
    private final Map<PrintedStream, OutputFile> files = new EnumMap<>(PrintedStream.class);
    /** Until the end of a command is seen, an earlier host may have begun one. */
    private final Set<Role> writing = EnumSet.allOf(Role.class);

    public UnitOutput(UnitName unit, OutputThread thread, OutputSink sink) {
        this.unit = unit;
        this.thread = thread;
        this.sink = sink;
        this.failures = new FailureReport("reading of the output of " + unit);
    }

    /** Reads that file too, as that of the stream. */
    public void add(PrintedStream stream, Path file) {
        thread.urgently(() -> {
            if (!files.containsKey(stream)) {
                files.put(stream, new OutputFile(unit, file, sink));
                changed();
            }
        });
    }

    /** Something was printed, or may have been. */
    public void changed() {
        if (isDue.compareAndSet(false, true)) {
            thread.later(Duration.ZERO, this::turn);
        }
    }

    /** A command of that role writes from now on. */
    public void began(Role role) {
        thread.urgently(() -> writing.add(role));
    }

    /** Nobody of that role writes any more. The action follows once a slice was read, which is all that most commands print. */
    public void ended(Role role, Runnable action) {
        thread.urgently(() -> {
            writing.remove(role);
            try {
                turn();
            } finally {
                action.run();
            }
        });
    }

    /** Reads all that is left in that folder, which the files were moved to, and runs the action. Others are read meanwhile. */
    public void finish(Path folder, Runnable action) {
        thread.urgently(() -> {
            try {
                files.values().forEach(OutputFile::noteSkipped);
            } catch (UncheckedIOException e) {
                failures.failed(e, "how much was dropped is not said");
            }
            files.clear();
            if (thread.claim(folder)) {
                new OutputRest(unit, folder, thread, sink, action).take();
            }
        });
    }

    private void turn() {
        isDue.set(false);
        boolean more = false;
        boolean failed = false;
        for (Map.Entry<PrintedStream, OutputFile> entry : List.copyOf(files.entrySet())) {
            try {
                boolean last = !writing.contains(entry.getKey().role());
                more |= entry.getValue().takeSlice(last);
            } catch (NoSuchFileException e) {
                log.debug("{} of {} was moved away; its rest is taken from there", entry.getKey(), unit, e);
            } catch (IOException | UncheckedIOException e) {
                failures.failed(e, "next attempt in " + AFTER_FAILURE.toSeconds() + " s");
                failed = true;
            }
        }
        if (!failed) {
            failures.succeeded();
        }
        if ((more || failed) && isDue.compareAndSet(false, true)) {
            thread.later(failed ? AFTER_FAILURE : PAUSE, this::turn);
        }
    }
}
