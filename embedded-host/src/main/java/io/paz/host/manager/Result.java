package io.paz.host.manager;

import io.paz.host.unit.ExitStatus;
import io.paz.host.unit.ServiceDefinition.Restart;
import java.util.Locale;

/** Why a run of a service ended; the first thing that went wrong counts. */
public enum Result {
    SUCCESS,
    EXIT_CODE,
    SIGNAL,
    TIMEOUT,
    RESOURCES,
    START_LIMIT_HIT;

    static Result of(ExitStatus status) {
        return switch (status.kind()) {
            case EXITED -> EXIT_CODE;
            case KILLED -> SIGNAL;
            case LOST -> RESOURCES;
        };
    }

    Result and(Result later) {
        return this == SUCCESS ? later : this;
    }

    boolean asksFor(Restart when) {
        return switch (when) {
            case NO, ON_WATCHDOG -> false;
            case ALWAYS -> true;
            case ON_SUCCESS -> this == SUCCESS;
            case ON_FAILURE -> this != SUCCESS;
            case ON_ABNORMAL -> this != SUCCESS && this != EXIT_CODE;
            case ON_ABORT -> this == SIGNAL;
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
