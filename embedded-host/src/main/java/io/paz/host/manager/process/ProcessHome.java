package io.paz.host.manager.process;

import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitProcesses;
import io.paz.host.manager.process.RunPreparation.CannotRunException;
import io.paz.host.manager.process.output.OutputFiles;
import io.paz.host.manager.process.output.PrintedStream;
import io.paz.host.manager.process.output.UnitOutput;
import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One unit's folder and processes. All but the watch's calls come on the manager's thread. */
final class ProcessHome implements UnitHomes.Home, UnitProcesses {
    private static final Logger logger = LoggerFactory.getLogger(ProcessHome.class);
    /** How long an end waits for what was printed before it; only a disk that stands still makes it wait so long. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(2);

    private final ServiceDefinition definition;
    private final UnitFolder folder;
    private final HostProcesses host;
    private final UnitHomes.EndListener listener;
    private final UnitOutput output;
    private final HomeMemory memory;
    private final Map<Long, Run> running = new TreeMap<>();
    /** Starts that wait until they can be written. */
    private final Map<Long, Start> postponed = new TreeMap<>();
    /** Runs that are over, and whose files go when that is remembered. */
    private final List<RunFiles> over = new ArrayList<>();
    /** When the runs were started whose shells may not have begun, in nanoseconds. */
    private final Map<Long, Long> startedAt = new HashMap<>();

    private final Runnable unwatch;
    private String invocation;
    private boolean hasLooked;
    /** A signal that is sent as soon as the program is there whose shell has begun. */
    private Optional<PendingSignal> pending = Optional.empty();

    private record Run(RunFiles files, Role role) {}

    /** @param sentTo the start times of the processes that got it, by their ids */
    private record PendingSignal(Signal signal, Reach reach, Map<Long, Long> sentTo) {
        void send(List<ProcessStat> processes) {
            List<ProcessStat> others = processes.stream().filter(this::isNew).toList();
            if (!others.isEmpty()) {
                Launcher.signal(signal, others);
            }
        }

        private boolean isNew(ProcessStat process) {
            Long before = sentTo.put(process.pid(), process.startTime());
            return before == null || before != process.startTime();
        }
    }

    private record Start(long run, Role role, ExecCommand command, Map<String, String> variables) {}

    ProcessHome(
            ServiceDefinition definition,
            UnitFolder folder,
            HostProcesses host,
            UnitHomes.EndListener listener,
            String invocation) {
        this.definition = definition;
        this.folder = folder;
        this.host = host;
        this.listener = listener;
        this.invocation = invocation;
        this.output = host.output(definition.name());
        this.memory = new HomeMemory(definition.name(), folder, host.bootId());
        readPresentOutput();
        this.unwatch = host.watch().add(folder.path(), this::fileChanged);
    }

    private void readPresentOutput() {
        for (PrintedStream stream : PrintedStream.values()) {
            try {
                OutputFiles.find(folder.path(), stream).ifPresent(file -> output.add(stream, file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public UnitProcesses processes() {
        return this;
    }

    @Override
    public void remember(UnitHomes.Memory now) {
        memory.remember(now);
        deleteWhatIsOver();
    }

    void checkRemembered() throws IOException {
        memory.check();
    }

    private void deleteWhatIsOver() {
        if (memory.isSaved()) {
            over.forEach(RunFiles::delete);
            over.clear();
        }
    }

    /** Comes on the thread of the watch. */
    private void fileChanged(String file) {
        if (file.isEmpty() || PrintedStream.isNameOfAny(file)) {
            output.changed();
        }
        if (file.isEmpty() || file.endsWith(".exit")) {
            host.loop().execute(this::lookForEnds);
        }
        if (file.isEmpty() || file.endsWith(".main")) {
            host.loop().execute(this::sendPending);
        }
    }

    @Override
    public void start(long run, Role role, ExecCommand command, Map<String, String> variables) {
        Start start = new Start(run, role, command, variables);
        try {
            begin(start);
        } catch (CannotRunException e) {
            cannotRun(run, e.status(), e.reason());
        } catch (IOException | UncheckedIOException e) {
            host.log()
                    .report(
                            definition.name(),
                            UnitLog.Level.WARNING,
                            "%s: Failed to start a process: %s; next attempt in %d s"
                                    .formatted(definition.name(), e.getMessage(), HostProcesses.SWEEP.toSeconds()));
            postponed.put(run, start);
        }
    }

    /** Nothing is started that the next host would not find again: the memory of it comes first. */
    private void begin(Start start) throws CannotRunException, IOException {
        pending = Optional.empty();
        invocation = start.variables().getOrDefault("INVOCATION_ID", "");
        RunFiles files = folder.run(start.run());
        RunScript script =
                host.preparation().script(files, definition.surroundings(), start.command(), start.variables());
        memory.check();
        Path file = Files.exists(files.script()) ? files.again() : files.script();
        folder.write(file.getFileName().toString(), script.text().getBytes(StandardCharsets.UTF_8));
        for (PrintedStream stream :
                List.of(PrintedStream.outputOf(start.role()), PrintedStream.errorsOf(start.role()))) {
            output.add(stream, folder.output(stream));
        }
        output.began(start.role());
        running.put(start.run(), new Run(files, start.role()));
        startedAt.put(start.run(), System.nanoTime());
        try {
            host.starter().start(folder, file, start.role());
        } catch (IOException e) {
            cannotRun(start.run(), ExitStatus.NO_EXEC, "Failed to start a process: " + e.getMessage());
        }
    }

    private void cannotRun(long run, ExitStatus status, String reason) {
        running.remove(run);
        startedAt.remove(run);
        host.log().report(definition.name(), UnitLog.Level.WARNING, definition.name() + ": " + reason);
        host.loop().execute(() -> listener.ended(run, status));
    }

    /** Does what could not be written before. */
    private void retry() {
        memory.retry();
        deleteWhatIsOver();
        List.copyOf(postponed.values()).forEach(start -> {
            try {
                begin(start);
                postponed.remove(start.run());
            } catch (CannotRunException e) {
                postponed.remove(start.run());
                cannotRun(start.run(), e.status(), e.reason());
            } catch (IOException | UncheckedIOException e) {
                logger.debug("{} cannot be started yet", definition.name(), e);
            }
        });
    }

    @Override
    public boolean findAgain(long run, Role role) {
        RunFiles files = folder.run(run);
        if (!files.isBegun()) {
            return false;
        }
        running.put(run, new Run(files, role));
        output.began(role);
        host.loop().execute(this::lookForEnds);
        return true;
    }

    /** What is done again and again, since not all that happens is told. */
    void sweep() {
        retry();
        sendPending();
        lookForEnds();
    }

    /**
     * Reports the ends of runs that are over, after what they printed if that takes no longer than {@link #OUTPUT_TIMEOUT}. Ends
     * that an earlier host should have reported do not wait, since they come before a deadline that passed meanwhile.
     */
    void lookForEnds() {
        boolean late = !hasLooked;
        hasLooked = true;
        for (Run run : List.copyOf(running.values())) {
            giveUpIfOverdue(run.files());
            end(run.files()).ifPresent(status -> {
                forget(run);
                Runnable report = once(() -> report(run, status));
                output.ended(run.role(), () -> host.loop().execute(report));
                if (late) {
                    report.run();
                } else {
                    host.loop().after(OUTPUT_TIMEOUT, report);
                }
            });
        }
    }

    /** For the manager's thread only. */
    private static Runnable once(Runnable action) {
        AtomicBoolean isDone = new AtomicBoolean();
        return () -> {
            if (!isDone.getAndSet(true)) {
                action.run();
            }
        };
    }

    private Optional<ExitStatus> end(RunFiles files) {
        return files.exitStatus().or(files::forbidden).or(() -> lost(files));
    }

    /** A shell that ended before it could begin, as on a full disk, tells nothing at all. */
    private void giveUpIfOverdue(RunFiles files) {
        Long since = startedAt.get(files.run());
        if (since != null && System.nanoTime() - since > host.patience().toNanos()) {
            if (files.giveUp()) {
                startedAt.remove(files.run());
            }
        }
    }

    /** The shell that would tell the end was killed itself, or could not write it, or its note of itself is broken. */
    private Optional<ExitStatus> lost(RunFiles files) {
        // Looked at first: the note of a shell that began just now is read as a whole.
        if (!files.isBegun()) {
            return Optional.empty();
        }
        boolean runs = files.shimProcess()
                .map(ProcessStat::isAlive)
                .orElseGet(() -> !host.table().find(Set.of(), invocation).isEmpty());
        return runs ? Optional.empty() : Optional.of(files.exitStatus().orElse(ExitStatus.LOST));
    }

    private void forget(Run run) {
        running.remove(run.files().run());
        startedAt.remove(run.files().run());
    }

    private void report(Run run, ExitStatus status) {
        over.add(run.files());
        listener.ended(run.files().run(), status);
        deleteWhatIsOver();
    }

    @Override
    public Optional<Long> pid(long run) {
        return Optional.ofNullable(running.get(run))
                .map(Run::files)
                .flatMap(RunFiles::mainProcess)
                .filter(ProcessStat::isAlive)
                .map(ProcessStat::pid);
    }

    @Override
    public boolean signal(Signal signal, Reach reach) {
        withdrawPostponed();
        withdrawUnbegun();
        pending = Optional.of(new PendingSignal(signal, reach, new HashMap<>()));
        sendPending();
        return anyAlive(reach);
    }

    /**
     * Sends the signal to all that have not got it. A program whose shell has begun may not be there yet: the signal waits until it
     * has noted itself, since a helper of the shell that got it may have been at its end.
     */
    private void sendPending() {
        pending.ifPresent(waiting -> {
            boolean isLast = files().noneMatch(ProcessHome::isProgramToCome);
            waiting.send(find(waiting.reach()));
            if (isLast) {
                pending = Optional.empty();
            }
        });
    }

    private static boolean isProgramToCome(RunFiles files) {
        return files.mainProcess().isEmpty() && isInShell(files);
    }

    private void withdrawPostponed() {
        List<Long> runs = List.copyOf(postponed.keySet());
        postponed.clear();
        runs.forEach(run -> host.loop().execute(() -> listener.ended(run, ExitStatus.killed(Signal.TERM.number()))));
    }

    /** A run whose shell has not come so far never begins. */
    private void withdrawUnbegun() {
        files().filter(files -> !files.isBegun()).forEach(RunFiles::withdraw);
        host.loop().execute(this::lookForEnds);
    }

    /** Whether the shell runs, with its program, before it or after it. */
    private static boolean isInShell(RunFiles files) {
        return files.exitStatus().isEmpty()
                && files.shimProcess().filter(ProcessStat::isAlive).isPresent();
    }

    @Override
    public boolean anyAlive(Reach reach) {
        return files().anyMatch(ProcessHome::isInShell) || !find(reach).isEmpty();
    }

    private List<ProcessStat> find(Reach reach) {
        if (reach == Reach.STARTED) {
            return files().flatMap(files -> files.mainProcess().stream())
                    .filter(ProcessStat::isAlive)
                    .toList();
        }
        Set<Long> shims = files().flatMap(files -> files.shimProcess().stream())
                .filter(ProcessStat::isAlive)
                .map(ProcessStat::pid)
                .collect(Collectors.toSet());
        return host.table().find(shims, invocation);
    }

    private Stream<RunFiles> files() {
        return running.values().stream().map(Run::files);
    }

    /** The folder is out of the way of another unit of the same name at once; the rest of the output is read from there. */
    @Override
    public void remove() {
        unwatch.run();
        running.clear();
        postponed.clear();
        host.forget(definition.name());
        try {
            UnitFolder gone = folder.moveAway();
            output.finish(gone.path(), gone::delete);
        } catch (IOException e) {
            logger.warn("{} cannot be moved away: {}; it is removed with what it holds", folder.path(), e.toString());
            folder.delete();
        }
    }
}
