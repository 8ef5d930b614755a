package io.paz.host.manager;

import io.paz.host.manager.UnitProcesses.Reach;
import io.paz.host.manager.UnitProcesses.Role;
import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.ServiceDefinition.KillMode;
import io.paz.host.unit.ServiceDefinition.Phase;
import io.paz.host.unit.ServiceDefinition.Type;
import io.paz.host.unit.Signal;
import java.time.Duration;
import java.util.Optional;

/**
 * The life of one service, step by step as systemd's: which command runs next, what its end means, when to give up. Not
 * safe for several threads; everything happens on the manager's thread.
 */
final class ServiceMachine {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Is told what others have to know. */
    interface Listener {
        /** The state or anything else of the snapshot changed; before a process is started for it. */
        void changed();

        /** The time to restart has come; the listener restarts what follows this unit too, and this unit. */
        void restartDue();
    }

    private final ServiceDefinition definition;
    private final UnitProcesses processes;
    private final ServiceJournal journal;
    private final Countdown countdown;
    private final Listener listener;
    private final ServiceStatus status;

    ServiceMachine(
            ServiceDefinition definition,
            UnitProcesses processes,
            ServiceJournal journal,
            Countdown countdown,
            Listener listener,
            ServiceSnapshot snapshot) {
        this.definition = definition;
        this.processes = processes;
        this.journal = journal;
        this.countdown = countdown;
        this.listener = listener;
        this.status = new ServiceStatus(snapshot);
    }

    SubState state() {
        return status.state;
    }

    ServiceSnapshot snapshot() {
        return status.snapshot(countdown.deadline());
    }

    /**
     * Goes on where an earlier run of the host ended, once all runs are found again; ends of runs that were seen by then are
     * told before a time that is over counts.
     */
    void resume(long deadline) {
        countdown.restore(deadline, this::timedOut);
        if (isWaitingForProcesses()) {
            countdown.lookAgain(LOOK_AGAIN, this::checkGone);
        } else if (status.state == SubState.START && definition.type() == Type.SIMPLE) {
            runPhase(SubState.START_POST, Phase.START_POST);
        }
    }

    /** Starts a down or waiting service; otherwise does nothing. */
    void start() {
        if (!status.state.isDown() && status.state != SubState.AUTO_RESTART) {
            return;
        }
        countdown.stop();
        if (!status.admitStart(definition.restarting(), countdown.now())) {
            journal.startLimitHit();
            status.result = Result.START_LIMIT_HIT;
            enter(SubState.FAILED);
            return;
        }
        status.begin();
        journal.starting();
        runPhase(SubState.START_PRE, Phase.START_PRE);
    }

    /** Stops the service, and forbids its restart. */
    void stop() {
        status.stopRequested = true;
        switch (status.state) {
            case AUTO_RESTART -> {
                countdown.stop();
                enter(SubState.DEAD);
            }
            case START_PRE, START, START_POST -> {
                journal.stopping();
                terminate(SubState.STOP_SIGTERM, Result.SUCCESS);
            }
            case RUNNING, EXITED -> {
                journal.stopping();
                runPhase(SubState.STOP, Phase.STOP);
            }
            default -> listener.changed();
        }
    }

    /** Runs the command of that number again, which never began because the host ended just before; not in a stop. */
    void repeat(long run) {
        if (run == status.mainRun && !isWaitingForProcesses()) {
            launch(run, Role.MAIN, definition.commands(Phase.START).get(mainIndex()));
        } else {
            status.phase()
                    .ifPresentOrElse(phase -> launch(run, Role.CONTROL, control(phase)), () -> status.forgetRun(run));
        }
    }

    /** A process that was started for this service ended. */
    void ended(long run, ExitStatus end) {
        if (run == status.controlRun) {
            status.controlRun = 0;
            controlEnded(end);
        } else if (run == status.mainRun) {
            mainEnded(end);
        }
    }

    private void controlEnded(ExitStatus end) {
        Optional<Phase> phase = status.phase();
        if (phase.isEmpty()) {
            checkGone();
            return;
        }
        boolean success = control(phase.get()).ignoreFailure() || end.equals(ExitStatus.exited(0));
        if (!success) {
            journal.ended("Control process", end);
        }
        if (success && status.command + 1 < definition.commands(phase.get()).size()) {
            status.command++;
            runControl(phase.get());
        } else {
            phaseEnded(phase.get(), success ? Result.SUCCESS : Result.of(end));
        }
    }

    private void phaseEnded(Phase phase, Result outcome) {
        switch (phase) {
            case START_PRE -> {
                if (outcome == Result.SUCCESS) {
                    startMain();
                } else {
                    terminate(SubState.STOP_SIGTERM, outcome);
                }
            }
            case START_POST -> started(outcome);
            case STOP -> terminate(SubState.STOP_SIGTERM, outcome);
            case STOP_POST -> {
                if (nothingCanBeLeft()) {
                    enterDown();
                } else {
                    terminate(SubState.FINAL_SIGTERM, outcome);
                }
            }
            default -> throw new IllegalStateException(phase + " holds no control commands");
        }
    }

    private void startMain() {
        if (definition.commands(Phase.START).isEmpty()) {
            runPhase(SubState.START_POST, Phase.START_POST);
        } else if (definition.type() == Type.ONESHOT) {
            status.command = 0;
            runOneshot();
        } else {
            countdown.stop();
            status.state = SubState.START;
            launchMain(0);
            runPhase(SubState.START_POST, Phase.START_POST);
        }
    }

    private void runOneshot() {
        countdown.start(definition.startTimeout(), this::timedOut);
        status.state = SubState.START;
        launchMain(status.command);
    }

    private void launchMain(int index) {
        status.mainRun = ++status.lastRun;
        listener.changed();
        launch(status.mainRun, Role.MAIN, definition.commands(Phase.START).get(index));
    }

    private void mainEnded(ExitStatus end) {
        ExecCommand command = definition.commands(Phase.START).get(mainIndex());
        status.mainRun = 0;
        status.mainEnd = end;
        boolean success = command.ignoreFailure() || isClean(end);
        if (!success || !end.equals(ExitStatus.exited(0))) {
            journal.ended("Main process", end);
        }
        Result outcome = success ? Result.SUCCESS : Result.of(end);
        status.result = status.result.and(outcome);
        switch (status.state) {
            case START -> oneshotEnded(outcome);
            case START_POST -> {
                if (status.controlRun == 0) {
                    runPhase(SubState.STOP, Phase.STOP);
                }
            }
            case RUNNING -> started(outcome);
            default -> checkGone();
        }
    }

    private boolean isClean(ExitStatus end) {
        return definition.type() == Type.ONESHOT
                ? definition.success().isCleanCommand(end)
                : definition.success().isCleanService(end);
    }

    private int mainIndex() {
        return definition.type() == Type.ONESHOT ? status.command : 0;
    }

    private void oneshotEnded(Result outcome) {
        if (outcome != Result.SUCCESS) {
            terminate(SubState.STOP_SIGTERM, outcome);
        } else if (status.command + 1 < definition.commands(Phase.START).size()) {
            status.command++;
            runOneshot();
        } else {
            runPhase(SubState.START_POST, Phase.START_POST);
        }
    }

    /** All start commands are through, or the main process ended after that. */
    private void started(Result outcome) {
        countdown.stop();
        if (outcome != Result.SUCCESS) {
            terminate(SubState.STOP_SIGTERM, outcome);
        } else if (status.mainRun != 0 || definition.remainAfterExit()) {
            journal.started();
            enter(status.mainRun != 0 ? SubState.RUNNING : SubState.EXITED);
        } else {
            if (status.state != SubState.RUNNING) {
                journal.started();
            }
            runPhase(SubState.STOP, Phase.STOP);
        }
    }

    private void runPhase(SubState state, Phase phase) {
        status.command = 0;
        if (definition.commands(phase).isEmpty()) {
            phaseEnded(phase, Result.SUCCESS);
        } else {
            status.state = state;
            runControl(phase);
        }
    }

    private void runControl(Phase phase) {
        countdown.start(timeout(), this::timedOut);
        status.controlRun = ++status.lastRun;
        listener.changed();
        launch(status.controlRun, Role.CONTROL, control(phase));
    }

    private Optional<Duration> timeout() {
        return status.state.active() == SubState.ActiveState.ACTIVATING
                ? definition.startTimeout()
                : definition.stopping().timeout();
    }

    private ExecCommand control(Phase phase) {
        return definition.commands(phase).get(status.command);
    }

    private void launch(long run, Role role, ExecCommand command) {
        processes.start(run, role, command, status.variables(processes.pid(status.mainRun)));
    }

    private void terminate(SubState state, Result outcome) {
        status.result = status.result.and(outcome);
        Signal signal = isKill(state) ? Signal.KILL : definition.stopping().signal();
        if (definition.stopping().mode() != KillMode.NONE && processes.signal(signal, reach(state))) {
            countdown.start(definition.stopping().timeout(), this::timedOut);
            enter(state);
            countdown.lookAgain(LOOK_AGAIN, this::checkGone);
        } else if (definition.stopping().mode() == KillMode.MIXED && !isKill(state)) {
            terminate(state == SubState.STOP_SIGTERM ? SubState.STOP_SIGKILL : SubState.FINAL_SIGKILL, Result.SUCCESS);
        } else {
            gone(state);
        }
    }

    /** Whether all processes were seen gone, and none was started since. */
    private boolean nothingCanBeLeft() {
        return definition.stopping().mode() == KillMode.CONTROL_GROUP
                && definition.commands(Phase.STOP_POST).isEmpty();
    }

    private static boolean isKill(SubState state) {
        return state == SubState.STOP_SIGKILL || state == SubState.FINAL_SIGKILL;
    }

    private Reach reach(SubState state) {
        return switch (definition.stopping().mode()) {
            case CONTROL_GROUP -> Reach.ALL;
            case MIXED -> isKill(state) ? Reach.ALL : Reach.STARTED;
            case PROCESS, NONE -> Reach.STARTED;
        };
    }

    private boolean isWaitingForProcesses() {
        return switch (status.state) {
            case STOP_SIGTERM, STOP_SIGKILL, FINAL_SIGTERM, FINAL_SIGKILL -> true;
            default -> false;
        };
    }

    /** Whoever is not started by the manager tells nobody when it ends, so it has to be looked for. */
    private void checkGone() {
        if (!isWaitingForProcesses()) {
            return;
        }
        if (status.mainRun == 0 && status.controlRun == 0 && !processes.anyAlive(reach(status.state))) {
            gone(status.state);
        } else {
            countdown.lookAgain(LOOK_AGAIN, this::checkGone);
        }
    }

    private void gone(SubState state) {
        countdown.stop();
        status.forgetRuns();
        switch (state) {
            case STOP_SIGTERM, STOP_SIGKILL -> runPhase(SubState.STOP_POST, Phase.STOP_POST);
            default -> enterDown();
        }
    }

    private void timedOut() {
        switch (status.state) {
            case START_PRE, START, START_POST -> {
                journal.timedOut("start operation timed out. Terminating.");
                terminate(SubState.STOP_SIGTERM, Result.TIMEOUT);
            }
            case STOP -> {
                journal.timedOut("Stopping timed out. Terminating.");
                terminate(SubState.STOP_SIGTERM, Result.TIMEOUT);
            }
            case STOP_SIGTERM -> kill(SubState.STOP_SIGKILL);
            case STOP_POST -> {
                journal.timedOut("Stopping timed out. Terminating.");
                terminate(SubState.FINAL_SIGTERM, Result.TIMEOUT);
            }
            case FINAL_SIGTERM -> kill(SubState.FINAL_SIGKILL);
            case STOP_SIGKILL, FINAL_SIGKILL -> {
                journal.timedOut("Processes still around after SIGKILL. Ignoring.");
                gone(status.state);
            }
            case AUTO_RESTART -> {
                status.restarts++;
                journal.restarting(status.restarts);
                listener.restartDue();
            }
            default -> countdown.stop();
        }
    }

    private void kill(SubState next) {
        journal.timedOut("State '" + status.state.text() + "' timed out. Killing.");
        terminate(next, Result.TIMEOUT);
    }

    private void enterDown() {
        journal.down(status.result, status.stopRequested);
        if (!status.stopRequested
                && status.result.asksFor(definition.restarting().when())) {
            countdown.start(Optional.of(definition.restarting().delay()), this::timedOut);
            enter(SubState.AUTO_RESTART);
        } else {
            enter(status.result == Result.SUCCESS ? SubState.DEAD : SubState.FAILED);
        }
    }

    private void enter(SubState state) {
        status.state = state;
        listener.changed();
    }
}
