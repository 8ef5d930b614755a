package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
import io.paz.host.container.ContainerState;
import io.paz.host.container.EngineException;
import io.paz.host.manager.container.RunNote.Phase;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.manager.process.output.OutputSink.PrintedLine;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.Signal;
import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container of one run. Its label says which run it is of, so that it is found again, whenever the host ended: a container is
 * created for a run only where there is none, and started only while it never was. What asks the engine is done step by step, away
 * from the manager's thread.
 */
final class ContainerRun {
    private static final Logger log = LoggerFactory.getLogger(ContainerRun.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(10);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);
    /** Looks at a container whose log is over before the log is opened once more. */
    private static final int LOOKS = 4;
    /** How long an end waits for what was printed before it. */
    static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(2);

    /** Called on the manager's thread, once. */
    interface Listener {
        void ended(ContainerRun run, ExitStatus end);

        void needsImage(ContainerRun run);
    }

    private final ContainerSite site;
    private final UnitName unit;
    private final Path file;
    private final LineQueue lines;
    private final Listener listener;
    private final Steps steps;
    private final FailureReport failures;
    private volatile RunNote note;
    private volatile @Nullable String id;
    private volatile long pid;
    private volatile boolean isStarted;
    private volatile boolean isOver;

    // The rest belongs to the steps.
    private @Nullable ContainerLog containerLog;
    private boolean wasFound;
    private int attempts;
    private long followedAt;

    ContainerRun(ContainerSite site, UnitName unit, Path file, RunNote note, LineQueue lines, Listener listener) {
        this.site = site;
        this.unit = unit;
        this.file = file;
        this.note = note;
        this.lines = lines;
        this.listener = listener;
        this.steps = new Steps(site.workers());
        this.failures = new FailureReport("running of the container of " + unit);
    }

    RunNote note() {
        return note;
    }

    Optional<Long> pid() {
        return pid > 0 && !isOver ? Optional.of(pid) : Optional.empty();
    }

    @Nullable
    String container() {
        return isOver ? null : id;
    }

    /** Writes what the next host has to know, and creates the container. */
    void begin() throws IOException {
        write(note);
        then(this::create);
    }

    /** Goes on where an earlier host ended. */
    void resume() {
        then(this::findAgain);
    }

    /** Its image is being fetched. */
    void pulls() throws IOException {
        write(note.in(Phase.PULLING));
    }

    /** Its image is there now. */
    void pulled() {
        then(this::create);
    }

    /** The container that has not been started is not started any more. */
    void signal(Signal signal) {
        if (!isStarted) {
            try {
                write(note.in(Phase.WITHDRAWN));
            } catch (IOException e) {
                note = note.in(Phase.WITHDRAWN);
                log.warn("{}: that its container is not to start cannot be written: {}", unit, e.toString());
            }
        }
        then(() -> send(signal));
    }

    private void send(Signal signal) throws EngineException {
        String present = id;
        if (present == null || isOver) {
            return;
        }
        try {
            engine().signal(present, signal.name());
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.UNAVAILABLE) {
                throw e;
            }
            log.warn("{}: SIG{} was not sent to its container: {}", unit, signal, e.reason());
        }
    }

    /** Looks at the container, whose log may not show its end. */
    void look() {
        then(this::check);
    }

    /** Leaves the container as it is. */
    void close() {
        isOver = true;
        then(this::closeLog);
    }

    private ContainerEngine engine() {
        return site.engine();
    }

    /** An end is not replaced by anything. */
    private synchronized void write(RunNote next) throws IOException {
        if (note.phase() != Phase.EXITED) {
            next.write(file);
            note = next;
        }
    }

    /** One step; where the engine does not answer, it is tried again until it does. */
    private interface Step {
        void run() throws EngineException, IOException;
    }

    private void then(Step step) {
        steps.execute(() -> {
            try {
                step.run();
                failures.succeeded();
            } catch (EngineException | IOException | RuntimeException e) {
                Duration delay = delay();
                failures.failed(e, "next attempt in " + delay.toMillis() + " ms");
                site.loop().after(delay, () -> then(step));
            }
        });
    }

    private Duration delay() {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts++, 10));
        return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
    }

    private void findAgain() throws EngineException, IOException {
        wasFound = true;
        Optional<ContainerState> found = engine().find(ContainerCreation.RUN_LABEL, note.identity());
        id = found.map(ContainerState::id).orElse(null);
        if (note.phase() == Phase.EXITED) {
            remove();
            end(ExitStatus.exited(note.exitCode()));
        } else if (found.isPresent()) {
            takeUp(found.get());
        } else {
            create();
        }
    }

    private void create() throws EngineException, IOException {
        if (id != null) {
            check();
            return;
        }
        if (isWithdrawn()) {
            return;
        }
        try {
            id = new ContainerCreation(site, unit, note).create();
            lines.restart();
        } catch (EngineException e) {
            if (ContainerCreation.isImageMissing(e) && !note.request().neverPull() && note.phase() == Phase.WANTED) {
                site.loop().execute(() -> listener.needsImage(this));
            } else {
                fail(e, 125);
            }
            return;
        }
        start();
    }

    private boolean isWithdrawn() {
        if (note.phase() != Phase.WITHDRAWN) {
            return false;
        }
        remove();
        end(ExitStatus.killed(Signal.TERM.number()));
        return true;
    }

    private void start() throws EngineException, IOException {
        String created = id;
        if (created == null || isWithdrawn()) {
            return;
        }
        isStarted = true;
        try {
            engine().start(created);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.UNAVAILABLE) {
                throw e;
            }
            remove();
            fail(e, ContainerCreation.startStatus(e.reason()));
            return;
        }
        follow();
        check();
    }

    private void takeUp(ContainerState state) throws EngineException, IOException {
        if (state.phase() == ContainerState.Phase.CREATED) {
            start();
        } else {
            isStarted = true;
            pid = state.pid();
            follow();
        }
    }

    private void follow() throws EngineException {
        String present = id;
        if (present == null || isOver) {
            return;
        }
        ContainerLog reading = containerLog;
        if (reading == null) {
            reading = new ContainerLog(unit, engine(), present, lines, site.clock(), wasFound ? lines.taken() : 0);
            containerLog = reading;
        }
        followedAt = System.nanoTime();
        reading.follow(isComplete -> then(this::logEnded));
    }

    /** The log is over a moment before the engine says that the container has ended; or the engine itself was restarted. */
    private void logEnded() throws EngineException, IOException {
        if (isOver) {
            return;
        }
        Optional<ContainerState> state = state();
        if (state.filter(it -> it.phase() == ContainerState.Phase.RUNNING).isEmpty()) {
            finish(state);
            return;
        }
        if (System.nanoTime() - followedAt > MAX_DELAY.multipliedBy(2).toNanos()) {
            attempts = 0;
        }
        int looks = attempts;
        site.loop().after(delay(), () -> then(looks < LOOKS ? this::logEnded : this::follow));
    }

    private void check() throws EngineException, IOException {
        if (id == null || isOver) {
            return;
        }
        Optional<ContainerState> state = state();
        if (state.isEmpty() || state.get().phase() == ContainerState.Phase.EXITED) {
            finish(state);
        } else if (state.get().phase() == ContainerState.Phase.CREATED) {
            start();
        } else {
            pid = state.get().pid();
            attempts = 0;
        }
    }

    private Optional<ContainerState> state() throws EngineException {
        String present = id;
        return present == null ? Optional.empty() : engine().inspect(present);
    }

    /** Takes the rest of the log before the end is reported. A container that somebody removed was killed. */
    private void finish(Optional<ContainerState> state) throws EngineException, IOException {
        ContainerLog reading = containerLog;
        if (isOver) {
            return;
        }
        if (state.isEmpty() || reading == null) {
            finish(state.map(ContainerState::exitCode).orElse(128 + Signal.KILL.number()));
            return;
        }
        int code = state.get().exitCode();
        reading.readRest(isComplete -> then(() -> finish(code)));
        site.loop().after(OUTPUT_TIMEOUT, () -> then(() -> finish(code)));
    }

    /** The container is removed when its end is written: until then, the next host sees it there. */
    private void finish(int code) throws IOException {
        if (isOver) {
            return;
        }
        write(note.exited(code));
        closeLog();
        if (note.request().remove()) {
            remove();
        }
        end(ExitStatus.exited(code));
    }

    private void closeLog() {
        ContainerLog reading = containerLog;
        containerLog = null;
        if (reading != null) {
            reading.close();
        }
    }

    private void remove() {
        String present = id;
        try {
            if (present != null) {
                engine().remove(present);
            }
        } catch (EngineException e) {
            log.warn("{}: container {} was not removed: {}; the next one takes its place", unit, present, e.reason());
        }
    }

    private void fail(EngineException failure, int status) {
        lines.add(new PrintedLine("docker: " + failure.reason(), 0));
        end(ExitStatus.exited(status));
    }

    private void end(ExitStatus status) {
        if (!isOver) {
            isOver = true;
            lines.flush(() -> site.loop().execute(() -> listener.ended(this, status)));
        }
    }
}
