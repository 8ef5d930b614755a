package io.paz.host.manager.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In which order the output of several units is read. */
@Timeout(60)
class UnitOutputTest {
    private static final UnitName NOISY = new UnitName("noisy.service");
    private static final String LINE = "a line\n";
    private static final UnitName QUIET = new UnitName("quiet.service");

    @TempDir
    private Path folder;

    private final OutputThread thread = new OutputThread();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch firstSlice = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        thread.close();
    }

    /** Holds the first slice of the noisy unit until the test lets it go on. */
    private final OutputSink sink = new OutputSink() {
        @Override
        public void lines(UnitName unit, String source, List<PrintedLine> lines) {
            events.add("slice of " + unit);
            count.addAndGet(lines.size());
            firstSlice.countDown();
            await(mayGoOn);
        }

        @Override
        public void skip(UnitName unit, String source, long end) {}

        @Override
        public void note(UnitName unit, String message) {}

        @Override
        public long taken(UnitName unit, String source) {
            return 0;
        }

        @Override
        public void sync(UnitName unit) {}
    };

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void the_rest_of_a_noisy_unit_holds_up_no_end_of_another() throws IOException {
        CountDownLatch finished = new CountDownLatch(1);
        print(4 * OutputFile.SLICE);
        new UnitOutput(NOISY, thread, sink).finish(folder, finished::countDown);
        await(firstSlice);
        new UnitOutput(QUIET, thread, sink).ended(Role.MAIN, () -> events.add("end of quiet.service"));
        mayGoOn.countDown();
        await(finished);
        assertThat(events)
                .startsWith("slice of noisy.service", "end of quiet.service")
                .filteredOn("slice of noisy.service"::equals)
                .hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void a_rest_that_is_being_taken_is_not_taken_twice() throws IOException {
        CountDownLatch finished = new CountDownLatch(1);
        print(4 * OutputFile.SLICE);
        UnitOutput output = new UnitOutput(NOISY, thread, sink);
        output.finish(folder, finished::countDown);
        await(firstSlice);
        output.finish(folder, () -> events.add("a second end"));
        mayGoOn.countDown();
        await(finished);
        assertThat(count).hasValue(4 * OutputFile.SLICE / LINE.length());
        assertThat(events).doesNotContain("a second end");
    }

    private void print(int bytes) throws IOException {
        Files.writeString(folder.resolve(PrintedStream.OUTPUT.newName()), LINE.repeat(bytes / LINE.length()));
    }
}
