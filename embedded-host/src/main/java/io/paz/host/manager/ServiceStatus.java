package io.paz.host.manager;

import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition.Phase;
import io.paz.host.unit.ServiceDefinition.Restarting;
import io.paz.host.unit.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What changes while a service lives. */
final class ServiceStatus {
    SubState state;
    Result result;
    long mainRun;
    long controlRun;
    long lastRun;
    int command;

    @Nullable
    ExitStatus mainEnd;

    int restarts;
    boolean stopRequested;

    private String invocation;
    private List<Long> starts;

    ServiceStatus(ServiceSnapshot snapshot) {
        state = snapshot.state();
        result = snapshot.result();
        mainRun = snapshot.mainRun();
        controlRun = snapshot.controlRun();
        lastRun = snapshot.lastRun();
        command = snapshot.command();
        mainEnd = decode(snapshot.mainEnd());
        restarts = snapshot.restarts();
        stopRequested = snapshot.stopRequested();
        invocation = snapshot.invocation();
        starts = snapshot.starts();
    }

    ServiceSnapshot snapshot(long deadline) {
        String end = mainEnd == null ? null : mainEnd.kind() + " " + mainEnd.value();
        return new ServiceSnapshot(
                state,
                result,
                mainRun,
                controlRun,
                lastRun,
                command,
                end,
                invocation,
                starts,
                restarts,
                stopRequested,
                deadline);
    }

    private static @Nullable ExitStatus decode(@Nullable String end) {
        if (end == null) {
            return null;
        }
        String[] parts = end.split(" ", 2);
        return new ExitStatus(ExitStatus.Kind.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Begins a new run of the service. */
    void begin() {
        result = Result.SUCCESS;
        stopRequested = false;
        mainEnd = null;
        forgetRuns();
        invocation = UUID.randomUUID().toString().replace("-", "");
    }

    void forgetRun(long run) {
        mainRun = mainRun == run ? 0 : mainRun;
        controlRun = controlRun == run ? 0 : controlRun;
    }

    void forgetRuns() {
        mainRun = 0;
        controlRun = 0;
    }

    /** Counts one more start; false if there were too many of late. */
    boolean admitStart(Restarting limits, long now) {
        long since = now - limits.interval().toMillis();
        List<Long> recent =
                new ArrayList<>(starts.stream().filter(start -> start > since).toList());
        boolean limited = limits.burst() > 0 && !limits.interval().isZero();
        if (limited && recent.size() >= limits.burst()) {
            return false;
        }
        recent.add(now);
        starts = List.copyOf(limited ? recent : List.of());
        return true;
    }

    /** The list that the running control command is of; empty while processes are only waited for. */
    Optional<Phase> phase() {
        return switch (state) {
            case START_PRE -> Optional.of(Phase.START_PRE);
            case START_POST -> Optional.of(Phase.START_POST);
            case STOP -> Optional.of(Phase.STOP);
            case STOP_POST -> Optional.of(Phase.STOP_POST);
            default -> Optional.empty();
        };
    }

    /** What systemd tells the commands of a service about it. */
    Map<String, String> variables(Optional<Long> mainPid) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("INVOCATION_ID", invocation);
        mainPid.ifPresent(pid -> variables.put("MAINPID", String.valueOf(pid)));
        if (state == SubState.STOP || state == SubState.STOP_POST) {
            variables.put("SERVICE_RESULT", result.text());
            if (mainEnd != null) {
                variables.put("EXIT_CODE", mainEnd.kind().name().toLowerCase(Locale.ROOT));
                variables.put("EXIT_STATUS", exitStatus(mainEnd));
            }
        }
        return variables;
    }

    private static String exitStatus(ExitStatus end) {
        return end.kind() == ExitStatus.Kind.KILLED ? Signal.nameOf(end.value()) : String.valueOf(end.value());
    }
}
