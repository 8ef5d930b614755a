package io.paz.host.manager;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a service's state machine has to know to go on after the host was started again.
 *
 * @param mainRun number of the run of the main process; 0 if there is none
 * @param controlRun number of the run of another command; 0 if there is none
 * @param lastRun the highest number given so far
 * @param command index of the command that runs, in the list of its phase
 * @param mainEnd how the last main process ended, as {@code kind value}
 * @param starts when the service was started of late, in milliseconds since 1970
 * @param deadline when the state times out, in milliseconds since 1970; 0 for never
 */
public record ServiceSnapshot(
        SubState state,
        Result result,
        long mainRun,
        long controlRun,
        long lastRun,
        int command,
        @Nullable String mainEnd,
        String invocation,
        List<Long> starts,
        int restarts,
        boolean stopRequested,
        long deadline) {
    public static final ServiceSnapshot NEW =
            new ServiceSnapshot(SubState.DEAD, Result.SUCCESS, 0, 0, 0, 0, null, "", List.of(), 0, false, 0);
}
