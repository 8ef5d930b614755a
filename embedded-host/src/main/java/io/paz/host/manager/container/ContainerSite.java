package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.unit.UnitName;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What all containers of this host share.
 *
 * @param owner what tells this host's containers from those of another one on the same engine
 * @param workers the threads that ask the engine
 */
record ContainerSite(ContainerEngine engine, String owner, Executor workers, EventLoop loop, Clock clock) {
    /** What marks the containers of a unit. */
    String mark(UnitName unit) {
        return owner + "/" + unit.text();
    }
}
