package io.paz.host.manager.sidekick;

import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import java.time.Duration;
import java.util.List;

/** The units' places on this machine, where sidekicks need no process. */
public final class SidekickHomes implements UnitHomes {
    /** As long as the script waits before it registers again where it was refused. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

    private final UnitHomes others;
    private final HostProcesses processes;
    private final LocalAnnouncer announcer;
    private final EventLoop loop;
    private final Duration retryInterval;

    /** @param others for everything else that units run */
    public SidekickHomes(UnitHomes others, HostProcesses processes, LocalAnnouncer announcer, EventLoop loop) {
        this(others, processes, announcer, loop, RETRY_INTERVAL);
    }

    SidekickHomes(
            UnitHomes others,
            HostProcesses processes,
            LocalAnnouncer announcer,
            EventLoop loop,
            Duration retryInterval) {
        this.others = others;
        this.processes = processes;
        this.announcer = announcer;
        this.loop = loop;
        this.retryInterval = retryInterval;
    }

    @Override
    public List<Found> findAll() {
        return others.findAll();
    }

    @Override
    public Home open(ServiceDefinition definition, UnitFile file, EndListener listener) {
        return new SidekickHome(
                definition,
                processes,
                announcer,
                retryInterval,
                loop,
                listener,
                others.open(definition, file, listener));
    }
}
