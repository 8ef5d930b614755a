package io.paz.host.unit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service unit asks for, read and with specifiers replaced.
 *
 * @param problem why systemd would load the unit as {@code bad-setting}, and never start it
 */
public record ServiceDefinition(
        UnitName name,
        String description,
        Type type,
        Map<Phase, List<ExecCommand>> commands,
        Surroundings surroundings,
        Restarting restarting,
        Stopping stopping,
        Optional<Duration> startTimeout,
        boolean remainAfterExit,
        SuccessStatuses success,
        Dependencies dependencies,
        Optional<String> problem) {

    /** When a service counts as started: at once, or when its commands have ended. */
    public enum Type {
        SIMPLE,
        ONESHOT
    }

    /** The lists of commands of a service. */
    public enum Phase {
        START_PRE("ExecStartPre"),
        START("ExecStart"),
        START_POST("ExecStartPost"),
        STOP("ExecStop"),
        STOP_POST("ExecStopPost");

        private final String directive;

        Phase(String directive) {
            this.directive = directive;
        }

        public String directive() {
            return directive;
        }
    }

    /** After which ends a service is started again. */
    public enum Restart {
        NO,
        ALWAYS,
        ON_SUCCESS,
        ON_FAILURE,
        ON_ABNORMAL,
        ON_ABORT,
        ON_WATCHDOG
    }

    /** Which processes a stop reaches. */
    public enum KillMode {
        CONTROL_GROUP,
        MIXED,
        PROCESS,
        NONE
    }

    /** A path that may be missing without harm, if optional. */
    public record OptionalPath(String path, boolean optional) {}

    /** What its processes find around them; files of variables win over {@code variables}, later ones over earlier. */
    public record Surroundings(
            Map<String, String> variables,
            List<OptionalPath> variableFiles,
            Optional<OptionalPath> directory,
            Optional<String> user) {}

    /** @param burst starts within the interval after which one more is refused; no limit if either is zero */
    public record Restarting(Restart when, Duration delay, Duration interval, int burst) {}

    /** @param timeout empty to wait for ever */
    public record Stopping(Signal signal, KillMode mode, Optional<Duration> timeout) {}

    public List<ExecCommand> commands(Phase phase) {
        return commands.getOrDefault(phase, List.of());
    }

    /** The name and description as systemd prints them. */
    public String title() {
        return description.isEmpty() ? name.text() : name.text() + " - " + description;
    }
}
