package io.paz.host.manager.process;

import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitLog;
import io.paz.host.manager.UnitProcesses;
import io.paz.host.manager.process.RunPreparation.CannotRunException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One unit's folder and processes. All but the watch's calls come on the manager's thread. */
final class ProcessHome implements UnitHomes.Home, UnitProcesses {
    /** How long a shell may take from its own start to that of its program; far longer than it does. */
    private static final Duration SHELL_START = Duration.ofSeconds(1);

    private final ServiceDefinition definition;
    private final UnitFolder folder;
    private final HostProcesses host;
    private final UnitHomes.EndListener listener;
    private final OutputFollower output;
    private final Map<Long, RunFiles> running = new TreeMap<>();
    /** When the runs were started whose shells may not have begun, in nanoseconds. */
    private final Map<Long, Long> startedAt = new HashMap<>();

    private final Runnable unwatch;
    private String invocation;

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
        this.output = new OutputFollower(definition.name(), folder.output(), host.sink());
        this.unwatch = host.watch().add(folder.path(), this::fileChanged);
    }

    @Override
    public UnitProcesses processes() {
        return this;
    }

    @Override
    public void remember(UnitHomes.Memory memory) {
        folder.remember(new UnitFolder.DatedMemory(host.bootId(), memory));
    }

    /** Comes on the thread of the watch. */
    private void fileChanged(String file) {
        if (file.isEmpty() || file.startsWith("output-")) {
            output.drain(false);
        }
        if (file.isEmpty() || file.endsWith(".exit")) {
            host.loop().execute(this::lookForEnds);
        }
    }

    @Override
    public void start(long run, ExecCommand command, Map<String, String> variables) {
        invocation = variables.getOrDefault("INVOCATION_ID", "");
        RunFiles files = folder.run(run);
        try {
            RunScript script = host.preparation().script(files, definition.surroundings(), command, variables);
            Path file = Files.exists(files.script()) ? files.again() : files.script();
            folder.write(file.getFileName().toString(), script.text().getBytes(StandardCharsets.UTF_8));
            running.put(run, files);
            startedAt.put(run, System.nanoTime());
            host.starter().start(folder, file);
        } catch (CannotRunException e) {
            cannotRun(run, e.status(), e.reason());
        } catch (IOException | UncheckedIOException e) {
            cannotRun(run, ExitStatus.NO_EXEC, "Failed to start a process: " + e.getMessage());
        }
    }

    private void cannotRun(long run, ExitStatus status, String reason) {
        running.remove(run);
        startedAt.remove(run);
        host.log().tell(definition.name(), UnitLog.Level.WARNING, definition.name() + ": " + reason);
        host.loop().execute(() -> listener.ended(run, status));
    }

    @Override
    public boolean findAgain(long run) {
        RunFiles files = folder.run(run);
        if (!Files.exists(files.shim()) && files.exitStatus().isEmpty()) {
            return false;
        }
        running.put(run, files);
        host.loop().execute(this::lookForEnds);
        return true;
    }

    /** Tells the ends of runs that are over. */
    void lookForEnds() {
        for (RunFiles files : List.copyOf(running.values())) {
            giveUpIfOverdue(files);
            files.exitStatus().or(files::forbidden).or(() -> lost(files)).ifPresent(status -> end(files, status));
        }
    }

    /** A shell that ended before it could begin, as on a full disk, tells nothing at all. */
    private void giveUpIfOverdue(RunFiles files) {
        Long since = startedAt.get(files.run());
        if (since != null && System.nanoTime() - since > host.patience().toNanos()) {
            files.giveUp();
            startedAt.remove(files.run());
        }
    }

    /** The shell that would tell the end was killed itself. */
    private static Optional<ExitStatus> lost(RunFiles files) {
        boolean shellEnded = files.shimProcess().filter(shim -> !shim.isAlive()).isPresent();
        return shellEnded ? Optional.of(files.exitStatus().orElse(ExitStatus.LOST)) : Optional.empty();
    }

    private void end(RunFiles files, ExitStatus status) {
        running.remove(files.run());
        startedAt.remove(files.run());
        output.drain(running.isEmpty());
        listener.ended(files.run(), status);
        files.delete();
    }

    @Override
    public Optional<Long> pid(long run) {
        return Optional.ofNullable(running.get(run))
                .flatMap(RunFiles::mainProcess)
                .filter(ProcessStat::isAlive)
                .map(ProcessStat::pid);
    }

    @Override
    public boolean signal(Signal signal, Reach reach) {
        withdrawUnbegun();
        long giveUp = System.nanoTime() + SHELL_START.toNanos();
        List<ProcessStat> found = find(reach);
        while (found.isEmpty() && aShellRuns() && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
            found = find(reach);
        }
        Launcher.signal(signal, found);
        return !found.isEmpty();
    }

    /** A run whose shell has not come so far never begins. */
    private void withdrawUnbegun() {
        running.values().stream().filter(files -> !Files.exists(files.shim())).forEach(RunFiles::withdraw);
        host.loop().execute(this::lookForEnds);
    }

    /** Between its own start and that of its program, or between the program's end and its own. */
    private boolean aShellRuns() {
        return running.values().stream()
                .anyMatch(files -> files.exitStatus().isEmpty()
                        && files.shimProcess().filter(ProcessStat::isAlive).isPresent());
    }

    @Override
    public boolean anyAlive(Reach reach) {
        return aShellRuns() || !find(reach).isEmpty();
    }

    private List<ProcessStat> find(Reach reach) {
        if (reach == Reach.STARTED) {
            return running.values().stream()
                    .flatMap(files -> files.mainProcess().stream())
                    .filter(ProcessStat::isAlive)
                    .toList();
        }
        Set<Long> shims = running.values().stream()
                .flatMap(files -> files.shimProcess().stream())
                .filter(ProcessStat::isAlive)
                .map(ProcessStat::pid)
                .collect(Collectors.toSet());
        return host.table().find(shims, invocation);
    }

    @Override
    public void remove() {
        unwatch.run();
        running.clear();
        output.drain(true);
        host.forget(definition.name());
        folder.delete();
    }
}
