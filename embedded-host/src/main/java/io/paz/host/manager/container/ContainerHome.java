package io.paz.host.manager.container;

import io.paz.engine.fleet.unit.RunCommand;
import io.paz.engine.fleet.unit.SidekickCommand;
import io.paz.host.container.ClientSettings;
import io.paz.host.container.ContainerRequest;
import io.paz.host.container.DockerRunParser;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitProcesses;
import io.paz.host.manager.container.RunNote.Phase;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.manager.process.ResolvedCommand;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One unit's containers, beside its processes. All comes on the manager's thread. */
final class ContainerHome implements UnitHomes.Home, UnitProcesses {
    private static final Logger log = LoggerFactory.getLogger(ContainerHome.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final Set<String> CLIENTS = Set.of("docker", "/usr/bin/docker", "/bin/docker");
    private static final String SOURCE = "container";
    /** Prints what a {@code docker run} that pulls prints, and fails with its words and status. */
    private static final String PULL = """
            echo "Unable to find image '$1' locally" >&2
            answer=$("$0" pull -- "$1" 2>&1)
            status=$?
            printf '%s\\n' "$answer" | sed 's/^[Ee]rror /docker: &/; s/^Cannot connect /docker: &/; s/^invalid /docker: &/' >&2
            [ $status = 0 ] || exit 125
            """;

    private final ServiceDefinition definition;
    private final ContainerHomes homes;
    private final HostProcesses host;
    private final UnitHomes.EndListener listener;
    private final LineQueue lines;
    private final Map<Long, ContainerRun> runs = new TreeMap<>();
    private final List<Path> over = new ArrayList<>();
    private UnitHomes.@Nullable Home home;

    ContainerHome(
            ServiceDefinition definition, ContainerHomes homes, HostProcesses host, UnitHomes.EndListener listener) {
        this.definition = definition;
        this.homes = homes;
        this.host = host;
        this.listener = listener;
        this.lines = host.lines(definition.name(), SOURCE);
    }

    void delegateTo(UnitHomes.Home present) {
        home = present;
    }

    private UnitHomes.Home home() {
        UnitHomes.Home present = home;
        if (present == null) {
            throw new IllegalStateException("the home of " + definition.name() + " is not open yet");
        }
        return present;
    }

    @Override
    public UnitProcesses processes() {
        return this;
    }

    @Override
    public void start(long run, Role role, ExecCommand command, Map<String, String> variables) {
        Optional<ContainerRequest> request = role == Role.MAIN ? request(command, variables) : Optional.empty();
        if (request.isPresent()) {
            String invocation = variables.getOrDefault("INVOCATION_ID", "");
            begin(new RunNote(invocation, run, Phase.WANTED, 0, request.get()));
        } else {
            home().processes().start(run, role, command, variables);
        }
    }

    /** Empty for what runs as a process. */
    private Optional<ContainerRequest> request(ExecCommand command, Map<String, String> variables) {
        boolean isPlain = definition.surroundings().user().isEmpty()
                && definition.surroundings().directory().isEmpty()
                && (CLIENTS.contains(command.program()) || SidekickCommand.isShell(command.program()));
        return isPlain
                ? host.resolve(definition, command, variables)
                        .filter(resolved -> ClientSettings.areDefault(resolved.environment()))
                        .flatMap(resolved -> clientWords(resolved)
                                .flatMap(words -> DockerRunParser.parse(words, resolved.environment())))
                : Optional.empty();
    }

    /** Of the script that keeps variables out of command lines, those of the docker client that it would run. */
    private static Optional<List<String>> clientWords(ResolvedCommand command) {
        return CLIENTS.contains(command.argv().get(0))
                ? Optional.of(command.argv())
                : RunCommand.parse(command.argv(), command.environment())
                        .filter(words -> CLIENTS.contains(words.get(0)));
    }

    /** As of a process, nothing is started that the next host would not find again. */
    private void begin(RunNote note) {
        homes.watchEngine();
        ContainerRun run = open(note);
        try {
            host.checkRemembered(definition.name());
            run.begin();
        } catch (IOException e) {
            log.warn(
                    "{}: its container cannot be started yet: {}; next attempt in {} s",
                    definition.name(),
                    e.getMessage(),
                    RETRY_INTERVAL.toSeconds());
            homes.site().loop().after(RETRY_INTERVAL, () -> retry(run));
        }
    }

    private void retry(ContainerRun run) {
        if (runs.get(run.note().run()) == run) {
            begin(run.note());
        }
    }

    private ContainerRun open(RunNote note) {
        ContainerRun run = new ContainerRun(
                homes.site(),
                definition.name(),
                host.noteOfContainer(definition.name(), note.run()),
                note,
                lines,
                new Events());
        runs.put(note.run(), run);
        return run;
    }

    private final class Events implements ContainerRun.Listener {
        @Override
        public void ended(ContainerRun run, ExitStatus end) {
            long number = run.note().run();
            if (runs.remove(number, run)) {
                over.add(host.noteOfContainer(definition.name(), number));
                listener.ended(number, end);
                deleteWhatIsOver();
            }
        }

        @Override
        public void needsImage(ContainerRun run) {
            pull(run);
        }
    }

    private void pull(ContainerRun run) {
        RunNote note = run.note();
        if (note.phase() == Phase.WITHDRAWN) {
            run.pulled();
            return;
        }
        try {
            run.pulls();
        } catch (IOException e) {
            log.warn("{}: that its image is pulled cannot be written: {}", definition.name(), e.getMessage());
        }
        ExecCommand command = new ExecCommand(
                "/bin/sh",
                List.of("/bin/sh", "-c", PULL, "docker", note.request().image()),
                false,
                false,
                true);
        home().processes().start(note.run(), Role.MAIN, command, Map.of("INVOCATION_ID", note.invocation()));
    }

    /** Comes for every process of the unit. */
    void processEnded(long number, ExitStatus end) {
        ContainerRun run = runs.get(number);
        if (run == null) {
            listener.ended(number, end);
        } else if (end.equals(ExitStatus.exited(0)) || run.note().phase() == Phase.WITHDRAWN) {
            run.pulled();
        } else {
            run.close();
            new Events().ended(run, end);
        }
    }

    @Override
    public boolean findAgain(long number, Role role) {
        Optional<RunNote> note = RunNote.read(host.noteOfContainer(definition.name(), number));
        if (note.isEmpty()) {
            return home().findAgain(number, role);
        }
        homes.watchEngine();
        ContainerRun run = open(note.get());
        boolean isPulling = note.get().phase() == Phase.PULLING && home().findAgain(number, role);
        if (!isPulling) {
            run.resume();
        }
        return true;
    }

    void look(String id) {
        runs.values().stream()
                .filter(run -> id.isEmpty() || id.equals(run.container()))
                .forEach(ContainerRun::look);
    }

    @Override
    public Optional<Long> pid(long run) {
        ContainerRun container = runs.get(run);
        return container == null ? home().processes().pid(run) : container.pid();
    }

    @Override
    public boolean signal(Signal signal, Reach reach) {
        runs.values().forEach(run -> run.signal(signal));
        return home().processes().signal(signal, reach) || !runs.isEmpty();
    }

    @Override
    public boolean anyAlive(Reach reach) {
        return !runs.isEmpty() || home().processes().anyAlive(reach);
    }

    @Override
    public void remember(UnitHomes.Memory memory) {
        home().remember(memory);
        deleteWhatIsOver();
    }

    private void deleteWhatIsOver() {
        try {
            host.checkRemembered(definition.name());
            for (Path note : over) {
                Files.deleteIfExists(note);
            }
            over.clear();
        } catch (IOException e) {
            log.debug("Notes of ended containers of {} stay for now", definition.name(), e);
        }
    }

    @Override
    public void remove() {
        homes.forget(definition.name());
        close();
        runs.clear();
        home().remove();
    }

    void close() {
        List.copyOf(runs.values()).forEach(ContainerRun::close);
    }
}
