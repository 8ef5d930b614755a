package io.paz.host.manager.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.container.ContainerLogs;
import io.paz.host.container.ContainerLogs.LogListener;
import io.paz.host.container.EngineException;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.manager.process.output.OutputSink;
import io.paz.host.manager.process.output.OutputThread;
import io.paz.host.unit.UnitName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a log that grows faster than it is kept. */
@Timeout(60)
class ContainerLogTest {
    private static final UnitName UNIT = new UnitName("a.service");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final OutputThread thread = new OutputThread();
    private final Sink sink = new Sink();
    private final Engine engine = new Engine();
    private final ContainerLog log = new ContainerLog(
            UNIT, engine, "id", new LineQueue(UNIT, "container", thread, sink), Clock.fixed(NOW, ZoneOffset.UTC), 0);

    @AfterEach
    void close() {
        thread.close();
    }

    private static long nanos(Duration age) {
        return NOW.minus(age).getEpochSecond() * 1_000_000_000L;
    }

    private void print(Duration age, int megabytes) {
        byte[] line = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.UTF_8);
        LogListener listener = engine.listeners.get(engine.listeners.size() - 1);
        for (int i = 0; i < megabytes * 1024; i++) {
            listener.entry(nanos(age) + i, false, line);
        }
    }

    @Test
    void late_output_is_kept_up_to_8_mebibytes() throws EngineException {
        log.follow(isComplete -> {});
        print(Duration.ofSeconds(20), 8);

        assertThat(engine.tails).containsExactly(0);
    }

    @Test
    void of_more_only_the_last_entries_are_read_and_the_journal_says_how_much_was_dropped()
            throws EngineException, InterruptedException {
        log.follow(isComplete -> {});
        print(Duration.ofSeconds(20), 9);
        print(Duration.ZERO, 1);
        flush();

        assertThat(engine.tails).containsExactly(0, 1000);
        assertThat(sink.notes)
                .containsExactly("a.service: output of 20.0 s was dropped: it was printed faster than it can be kept");
    }

    @Test
    void output_that_is_not_late_is_kept_whatever_its_size() throws EngineException {
        log.follow(isComplete -> {});
        print(Duration.ZERO, 20);

        assertThat(engine.tails).containsExactly(0);
    }

    private void flush() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        log.close();
        new LineQueue(UNIT, "other", thread, sink).flush(done::countDown);
        done.await();
    }

    private static final class Sink implements OutputSink {
        private final List<String> notes = new ArrayList<>();

        @Override
        public void lines(UnitName unit, String source, List<PrintedLine> lines) {}

        @Override
        public void skip(UnitName unit, String source, long end) {}

        @Override
        public synchronized void note(UnitName unit, String message) {
            notes.add(message);
        }

        @Override
        public long taken(UnitName unit, String source) {
            return 0;
        }

        @Override
        public void sync(UnitName unit) {}
    }

    private static final class Engine implements ContainerLogs {
        private final List<Integer> tails = new ArrayList<>();
        private final List<LogListener> listeners = new ArrayList<>();

        @Override
        public Reading readLog(String id, long sinceNanos, int tail, boolean follow, LogListener listener) {
            tails.add(tail);
            listeners.add(listener);
            return () -> {};
        }
    }
}
