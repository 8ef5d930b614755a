package io.paz.orchestrator.document;

import io.paz.engine.Workload;

/**
 * The state of a workload in the words of systemd, as the original wrote it: the engine's own where it says them, and otherwise
 * those that mean the same.
 */
public record StateWords(String loadState, String activeState, String subState) {

    public static StateWords of(Workload workload) {
        StateWords meant = meaning(workload);
        return new StateWords(
                workload.details().getOrDefault("loadState", meant.loadState),
                workload.details().getOrDefault("activeState", meant.activeState),
                workload.details().getOrDefault("subState", meant.subState));
    }

    private static StateWords meaning(Workload workload) {
        return switch (workload.condition()) {
            case UNPLACED -> new StateWords("", "inactive", "dead");
            case PENDING -> new StateWords("loaded", "activating", "start");
            case RUNNING -> new StateWords("loaded", "active", "running");
            case RESTARTING -> new StateWords("loaded", "activating", "auto-restart");
            case FAILED -> new StateWords("loaded", "failed", "failed");
        };
    }
}
