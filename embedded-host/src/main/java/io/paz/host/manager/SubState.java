package io.paz.host.manager;

import java.util.Locale;

/** systemd's states of a service, each with the state that it counts as for other units. */
public enum SubState {
    DEAD(ActiveState.INACTIVE),
    START_PRE(ActiveState.ACTIVATING),
    START(ActiveState.ACTIVATING),
    START_POST(ActiveState.ACTIVATING),
    RUNNING(ActiveState.ACTIVE),
    EXITED(ActiveState.ACTIVE),
    STOP(ActiveState.DEACTIVATING),
    STOP_SIGTERM(ActiveState.DEACTIVATING),
    STOP_SIGKILL(ActiveState.DEACTIVATING),
    STOP_POST(ActiveState.DEACTIVATING),
    FINAL_SIGTERM(ActiveState.DEACTIVATING),
    FINAL_SIGKILL(ActiveState.DEACTIVATING),
    FAILED(ActiveState.FAILED),
    AUTO_RESTART(ActiveState.ACTIVATING);

    private final ActiveState active;

    SubState(ActiveState active) {
        this.active = active;
    }

    /** What the state means to units that depend on this one. */
    public enum ActiveState {
        INACTIVE,
        ACTIVATING,
        ACTIVE,
        DEACTIVATING,
        FAILED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ActiveState active() {
        return active;
    }

    /** Whether the unit is down, and stays down until it is started. */
    public boolean isDown() {
        return active == ActiveState.INACTIVE || active == ActiveState.FAILED;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
