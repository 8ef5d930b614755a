package io.paz.host.manager.sidekick;

import io.paz.engine.fleet.unit.SidekickCommand;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.UnitProcesses;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.manager.process.ResolvedCommand;
import io.paz.host.manager.process.output.LineQueue;
import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit's sidekick, beside its processes. All comes on the manager's thread. Nothing of a sidekick outlives the host: the next one
 * registers it again, as if it had never begun.
 */
final class SidekickHome implements UnitHomes.Home, UnitProcesses {
    private static final String SOURCE = "sidekick";

    private final ServiceDefinition definition;
    private final HostProcesses host;
    private final LocalAnnouncer announcer;
    private final Duration retryInterval;
    private final EventLoop loop;
    private final UnitHomes.EndListener listener;
    private final UnitHomes.Home others;
    private final LineQueue lines;
    private @Nullable SidekickRun present;

    SidekickHome(
            ServiceDefinition definition,
            HostProcesses host,
            LocalAnnouncer announcer,
            Duration retryInterval,
            EventLoop loop,
            UnitHomes.EndListener listener,
            UnitHomes.Home others) {
        this.definition = definition;
        this.host = host;
        this.announcer = announcer;
        this.retryInterval = retryInterval;
        this.loop = loop;
        this.listener = listener;
        this.others = others;
        this.lines = host.lines(definition.name(), SOURCE);
    }

    @Override
    public UnitProcesses processes() {
        return this;
    }

    @Override
    public void start(long run, Role role, ExecCommand command, Map<String, String> variables) {
        Optional<Map<String, String>> fields = role == Role.MAIN ? fields(command, variables) : Optional.empty();
        if (fields.isPresent()) {
            SidekickRun begun = new SidekickRun(run, fields.get(), announcer, retryInterval, loop, lines, this::ended);
            present = begun;
            begun.register();
        } else {
            others.processes().start(run, role, command, variables);
        }
    }

    /** Empty for what runs as a process. */
    private Optional<Map<String, String>> fields(ExecCommand command, Map<String, String> variables) {
        return SidekickCommand.isShell(command.program())
                ? host.resolve(definition, command, variables).flatMap(this::fields)
                : Optional.empty();
    }

    private Optional<Map<String, String>> fields(ResolvedCommand command) {
        return SidekickCommand.parse(command.argv(), command.environment())
                .filter(sidekick -> announcer.isAt(sidekick.socket()))
                .map(SidekickCommand::fields);
    }

    private void ended(SidekickRun run, ExitStatus end) {
        if (present == run) {
            present = null;
            listener.ended(run.number(), end);
        }
    }

    /** A sidekick of an earlier release is a process, and stays one until it ends. */
    @Override
    public boolean findAgain(long run, Role role) {
        return others.findAgain(run, role);
    }

    @Override
    public Optional<Long> pid(long run) {
        return others.processes().pid(run);
    }

    @Override
    public boolean signal(Signal signal, Reach reach) {
        SidekickRun running = present;
        if (running != null) {
            running.signal(signal);
        }
        return others.processes().signal(signal, reach) || running != null;
    }

    @Override
    public boolean anyAlive(Reach reach) {
        return present != null || others.processes().anyAlive(reach);
    }

    @Override
    public void remember(UnitHomes.Memory memory) {
        others.remember(memory);
    }

    /** Whoever removes a unit that runs has no use for its instance. */
    @Override
    public void remove() {
        SidekickRun running = present;
        present = null;
        if (running != null) {
            running.signal(Signal.KILL);
        }
        others.remove();
    }
}
