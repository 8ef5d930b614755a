package io.paz.host.manager.sidekick;

import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a sidekick: does what its script does, without a process. For the manager's thread. */
final class SidekickRun {
    /** As long as the script waits for a withdrawal. */
    private static final Duration WITHDRAWAL_TIMEOUT = Duration.ofSeconds(8);

    /** Called on the manager's thread, once, and not from within a call. */
    interface Listener {
        void ended(SidekickRun run, ExitStatus end);
    }

    private final long number;
    private final Map<String, String> fields;
    private final LocalAnnouncer announcer;
    private final Duration retryInterval;
    private final EventLoop loop;
    private final LineQueue lines;
    private final Listener listener;
    private LocalAnnouncer.@Nullable Registration registration;
    private boolean isEnding;
    private boolean isOver;

    SidekickRun(
            long number,
            Map<String, String> fields,
            LocalAnnouncer announcer,
            Duration retryInterval,
            EventLoop loop,
            LineQueue lines,
            Listener listener) {
        this.number = number;
        this.fields = fields;
        this.announcer = announcer;
        this.retryInterval = retryInterval;
        this.loop = loop;
        this.lines = lines;
        this.listener = listener;
    }

    long number() {
        return number;
    }

    void register() {
        if (!isEnding && !isOver) {
            registration = announcer.register(fields, new Lines());
        }
    }

    private final class Lines implements LocalAnnouncer.Listener {
        @Override
        public void print(String line) {
            lines.add(new PrintedLine(line, 0));
        }

        @Override
        public void ended() {
            loop.after(retryInterval, SidekickRun.this::register);
        }
    }

    /** Withdraws the instance when asked to stop; everything else ends the run as it would end the script. */
    void signal(Signal signal) {
        if (signal == Signal.TERM || signal == Signal.INT) {
            withdraw();
        } else {
            LocalAnnouncer.Registration registered = registration;
            if (registered != null && !isOver) {
                registered.lose();
            }
            end(ExitStatus.killed(signal.number()));
        }
    }

    private void withdraw() {
        LocalAnnouncer.Registration registered = registration;
        if (isEnding || isOver) {
            return;
        }
        isEnding = true;
        if (registered == null) {
            end(ExitStatus.exited(0));
            return;
        }
        Future<?> unused = registered
                .withdraw()
                .toCompletableFuture()
                .orTimeout(WITHDRAWAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((line, failure) -> {
                    loop.execute(() -> withdrawn(
                            failure == null ? line : "not withdrawn before its lease ends: etcd does not answer"));
                    return null;
                });
    }

    private void withdrawn(String line) {
        if (!line.isEmpty()) {
            lines.add(new PrintedLine(line, 0));
        }
        end(ExitStatus.exited(0));
    }

    /** The end comes after what was printed. */
    private void end(ExitStatus end) {
        if (!isOver) {
            isOver = true;
            lines.flush(() -> loop.execute(() -> listener.ended(this, end)));
        }
    }
}
