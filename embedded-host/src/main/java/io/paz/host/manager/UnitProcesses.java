package io.paz.host.manager;

import io.paz.host.unit.ExecCommand;
import io.paz.host.unit.Signal;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of one unit. Runs are numbered by the caller; the end of a run, or that it could not begin, is reported once to
 * {@link ServiceMachine#ended}, later and never from within a call.
 */
public interface UnitProcesses {
    /** Which processes are meant: those that were started for the unit, or all that came of them too. */
    enum Reach {
        STARTED,
        ALL
    }

    /** What a command is to its unit: its program, or what starts, stops or cleans up. */
    enum Role {
        MAIN,
        CONTROL
    }

    /** @param variables added to what the unit itself sets */
    void start(long run, Role role, ExecCommand command, Map<String, String> variables);

    /** The process id of the program of the run; empty as long as it is not known, and after its end. */
    Optional<Long> pid(long run);

    /** Returns whether there was a process to send the signal to, or one that is about to begin and is sent it then. */
    boolean signal(Signal signal, Reach reach);

    boolean anyAlive(Reach reach);
}
