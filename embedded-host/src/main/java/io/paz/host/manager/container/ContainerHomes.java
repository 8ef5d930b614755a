package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
import io.paz.host.container.ContainerLogs.Reading;
import io.paz.host.container.EngineException;
import io.paz.host.manager.UnitHomes;
import io.paz.host.manager.process.EventLoop;
import io.paz.host.manager.process.HostProcesses;
import io.paz.host.unit.ServiceDefinition;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.task.FailureReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The units' folders, processes and containers on this machine. */
public final class ContainerHomes implements UnitHomes, AutoCloseable {
    private static final int WORKERS = 16;
    private static final Duration MAX_DELAY = Duration.ofSeconds(10);

    private final HostProcesses processes;
    private final ContainerSite site;
    private final ThreadPoolExecutor workers;
    private final Map<UnitName, ContainerHome> homes = new ConcurrentHashMap<>();
    private final FailureReport failures = new FailureReport("watching the Docker engine");
    private boolean isWatching;
    private volatile @Nullable Reading watch;
    private volatile boolean closed;

    /** @param owner what tells this host's containers from those of another one on the same engine */
    public ContainerHomes(HostProcesses processes, ContainerEngine engine, String owner, EventLoop loop, Clock clock) {
        this.processes = processes;
        this.workers =
                new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "host-containers");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        this.site = new ContainerSite(engine, owner, workers, loop, clock);
    }

    @Override
    public List<Found> findAll() {
        return processes.findAll();
    }

    @Override
    public Home open(ServiceDefinition definition, UnitFile file, EndListener listener) {
        ContainerHome home = new ContainerHome(definition, this, processes, listener);
        home.delegateTo(processes.open(definition, file, home::processEnded));
        homes.put(definition.name(), home);
        return home;
    }

    void forget(UnitName name) {
        homes.remove(name);
    }

    ContainerSite site() {
        return site;
    }

    /** Watches the engine, once there is a container to watch. For the manager's thread. */
    void watchEngine() {
        if (!isWatching && !closed) {
            isWatching = true;
            workers.execute(this::openWatch);
        }
    }

    private void openWatch() {
        try {
            watch = site.engine().watchEnds(ContainerCreation.RUN_LABEL, new Ends());
            failures.succeeded();
        } catch (EngineException | RuntimeException e) {
            failures.failed(e, "next attempt in " + MAX_DELAY.toSeconds() + " s");
            watchAgain();
        }
    }

    private void watchAgain() {
        site.loop().after(MAX_DELAY, () -> {
            isWatching = false;
            watchEngine();
        });
    }

    private final class Ends implements ContainerEngine.EndListener {
        @Override
        public void connected() {
            lookLater("");
        }

        @Override
        public void ended(String id) {
            lookLater(id);
        }

        @Override
        public void disconnected() {
            watchAgain();
        }

        /** The end of its log shows the end of a container first, with all that it printed. */
        private void lookLater(String id) {
            site.loop().after(ContainerRun.OUTPUT_TIMEOUT, () -> homes.values().forEach(home -> home.look(id)));
        }
    }

    /** Leaves all containers as they are. */
    @Override
    public void close() {
        closed = true;
        homes.values().forEach(ContainerHome::close);
        Reading open = watch;
        if (open != null) {
            open.close();
        }
        workers.shutdown();
    }
}
