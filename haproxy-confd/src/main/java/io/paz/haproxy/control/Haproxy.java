package io.paz.haproxy.control;

import io.paz.haproxy.publish.LoadBalancer;
import io.paz.haproxy.publish.RefusedException;
import io.paz.haproxy.publish.RunningProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAProxy in master-worker mode, started by someone else with {@code -W -S <socket>}. A reload is asked of the master,
 * which goes on with the listening sockets, so that no connection is refused.
 */
public final class Haproxy implements LoadBalancer {

    private static final Logger log = LoggerFactory.getLogger(Haproxy.class);
    private static final Duration RELOAD_TIMEOUT = Duration.ofSeconds(10);
    private static final long POLL_INTERVAL_NANOS = Duration.ofMillis(3).toNanos();

    private final ConfigurationCheck check;
    private final Path socketFile;
    private final CommandSocket master;
    private final CommandSocket worker;
    private final int maxOldWorkers;

    /**
     * @param binary name or path of the haproxy program
     * @param runFolder where the master listens for commands at {@code master.sock}, and its worker at {@code admin.sock}
     * @param maxOldWorkers processes of earlier configurations that may live on with their connections; beyond that the oldest ends
     */
    public Haproxy(String binary, Path runFolder, int maxOldWorkers) {
        this.check = new ConfigurationCheck(binary);
        this.socketFile = runFolder.resolve("master.sock");
        this.master = new CommandSocket(socketFile);
        this.worker = new CommandSocket(runFolder.resolve("admin.sock"));
        this.maxOldWorkers = maxOldWorkers;
    }

    /** The process that serves now, whichever that is at the time of a call. */
    public RunningProxy worker() {
        return new Worker(master, worker);
    }

    @Override
    public void check(Path mainFile) {
        check.check(mainFile);
    }

    /** The master answers before it reloads, and a reload may fail later: so it is asked again until the outcome is seen. */
    @Override
    public Reload reload() {
        if (!Files.exists(socketFile)) {
            return Reload.NOT_RUNNING;
        }
        try {
            Processes before = processes();
            master.ask("reload");
            awaitWorker(before.reloads());
            endOldest(processes());
            return Reload.TAKEN;
        } catch (ConnectException e) {
            return Reload.NOT_RUNNING;
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("HAProxy's master at " + socketFile + " did not reload: " + e.getMessage(), e);
        }
    }

    @Override
    public int reportOldProcesses() {
        if (!Files.exists(socketFile)) {
            return 0;
        }
        try {
            int old = processes().old().size();
            String answer = master.ask("@1 set table stats_and_metrics key old data.gpt0 " + old);
            if (!answer.isBlank()) {
                throw new RefusedException("HAProxy does not take the number of its old processes: " + answer.strip());
            }
            return old;
        } catch (ConnectException e) {
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("HAProxy's old processes could not be counted: " + e.getMessage(), e);
        }
    }

    private void endOldest(Processes now) {
        for (long pid : now.oldBeyond(maxOldWorkers)) {
            log.warn(
                    "Ending HAProxy's old process {} and its connections: more than {} old processes still have some",
                    pid,
                    maxOldWorkers);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    private void awaitWorker(long reloadsBefore) {
        long deadline = System.nanoTime() + RELOAD_TIMEOUT.toNanos();
        String last = "it did not reload";
        while (System.nanoTime() < deadline) {
            try {
                if (isTaken(reloadsBefore)) {
                    return;
                }
            } catch (IOException e) {
                // The master starts itself anew for a reload, and its socket is away for a moment.
                last = String.valueOf(e.getMessage());
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
        throw new RefusedException(
                "HAProxy has no new process " + RELOAD_TIMEOUT.toSeconds() + " s after a reload: " + last);
    }

    private boolean isTaken(long reloadsBefore) throws IOException {
        Processes now = processes();
        if (now.reloads() > reloadsBefore && now.failed() > 0) {
            throw new RefusedException(
                    "HAProxy could not start with the new configuration (see its log; an address that"
                            + " is taken passes its check); its old processes serve on");
        }
        return now.reloads() > reloadsBefore && answers(now.newest());
    }

    /** A worker that answers a command runs its event loop, and so takes connections. */
    private boolean answers(OptionalLong worker) throws IOException {
        return worker.isPresent()
                && !master.ask("@!" + worker.getAsLong() + " show version").isBlank();
    }

    private Processes processes() throws IOException {
        return Processes.parse(master.ask("show proc"));
    }
}
