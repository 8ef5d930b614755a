package io.paz.engine.fleet.control;

import java.util.List;

/**
 * What was printed about one instance, oldest line first.
 *
 * @param container by its container, and by Docker where it could not start one
 * @param manager by the host's unit manager about the container's unit, in systemd's words
 * @param sidekick by the sidekick that checks and announces it
 */
record UnitLog(List<String> container, List<String> manager, List<String> sidekick) {

    UnitLog {
        container = List.copyOf(container);
        manager = List.copyOf(manager);
        sidekick = List.copyOf(sidekick);
    }
}
