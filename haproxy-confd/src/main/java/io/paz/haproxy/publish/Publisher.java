package io.paz.haproxy.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes rendered files, one set at a time; used by one thread, its status read by any. */
public final class Publisher {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final ConfigurationWriter writer;
    private final String mainFile;
    private final LoadBalancer loadBalancer;
    private final RuntimeChanges runtime;
    private final Clock clock;
    private volatile PublishStatus status = PublishStatus.beginning();

    /** @param mainFile name of the file that HAProxy is started with */
    public Publisher(Path folder, String mainFile, LoadBalancer loadBalancer, RunningProxy running, Clock clock) {
        this.writer = new ConfigurationWriter(new ConfigurationFolder(folder), mainFile, loadBalancer);
        this.mainFile = mainFile;
        this.loadBalancer = loadBalancer;
        this.runtime = new RuntimeChanges(running);
        this.clock = clock;
    }

    public PublishStatus status() {
        return status;
    }

    /** @param whenWritten called in another thread when {@link #finish} is to be called */
    public void listen(Runnable whenWritten) {
        writer.listen(whenWritten);
    }

    /**
     * Whether HAProxy, if it runs, serves what was rendered now; if not, the status says why, and this is to be called again. A change of the
     * running HAProxy does not wait for its files, see {@link #finish}.
     */
    public boolean publish(SortedMap<String, String> rendered) {
        long begin = System.nanoTime();
        try {
            boolean reloadDue = status.reloadDue() && !writer.hasUnwritten();
            PublishPlan plan = PublishPlan.of(writer.present(rendered.keySet()), rendered, mainFile, reloadDue);
            boolean taken = execute(plan, rendered);
            succeeded(plan, taken, rendered, Duration.ofNanos(System.nanoTime() - begin));
            return taken;
        } catch (RefusedException e) {
            failed(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            failed("the files could not be written: " + e, e);
        }
        return false;
    }

    /**
     * Completes a change of the running HAProxy if its files are in place by now, and goes on with newer ones.
     *
     * @return false when HAProxy is to be published to again
     */
    public boolean finish() {
        return !writer.hasWritten() || complete();
    }

    /** Completes all changes of the running HAProxy, waiting for their files. */
    public void close() {
        while (writer.hasUnwritten() && complete()) {
            log.debug("HAProxy's files are written");
        }
    }

    private boolean complete() {
        try {
            if (!writer.finish()) {
                return true;
            }
            if (succeeds(runtime::confirm)) {
                status = status.changed();
                return true;
            }
            return reload();
        } catch (RefusedException e) {
            failed(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            failed("the files could not be written: " + e, e);
        }
        return false;
    }

    /** Publishes nothing, because rendering failed. */
    public void failed(String reason, Exception cause) {
        boolean first = status.failure() == null;
        status = status.failed(clock.instant(), reason);
        if (first) {
            log.error("HAProxy keeps its last valid configuration; retrying: {}", reason);
        } else {
            log.debug("HAProxy still keeps its last good configuration", cause);
        }
    }

    /** Whether HAProxy has nothing left to do that takes its time there; if not, {@link #settle} is to be called again. */
    public boolean isSettled() {
        return runtime.isSettled();
    }

    /** Checks whether new servers are healthy and old ones have no connections left; false when it cannot continue. */
    public boolean settle() {
        try {
            runtime.look();
            showUnsettled();
            return true;
        } catch (RefusedException e) {
            log.warn("HAProxy must be reloaded again: {}", e.getMessage());
            writer.giveUp();
            forget();
            status = status.withReloadDue();
            return false;
        }
    }

    /** Counts HAProxy's old processes; they end by themselves, and a count that fails is made again with the next one. */
    public void countOldProcesses() {
        try {
            status = status.withOldProcesses(loadBalancer.reportOldProcesses());
        } catch (RefusedException e) {
            log.debug("{}; they are counted again soon", e.getMessage());
        }
    }

    private boolean execute(PublishPlan plan, SortedMap<String, String> rendered) throws IOException {
        if (plan instanceof PublishPlan.WriteAndReload) {
            write(rendered);
            return reload();
        }
        if (plan instanceof PublishPlan.WriteAndChange change) {
            return changeAndWrite(change, rendered);
        }
        return plan instanceof PublishPlan.Nothing || reload();
    }

    /**
     * The files come last, since requests wait for the routes and for nothing else. HAProxy starting anew before they are in
     * place would read the old ones: so it must be the same process as before then, or reads them once more.
     */
    private boolean changeAndWrite(PublishPlan.WriteAndChange plan, SortedMap<String, String> rendered)
            throws IOException {
        status = status.withReloadDue();
        boolean changed = succeeds(() -> change(plan));
        showUnsettled();
        if (!changed) {
            write(rendered);
            return reload();
        }
        writer.writeLater(rendered);
        return true;
    }

    /** A change whose files are yet to be written is lost in another process. */
    private void change(PublishPlan.WriteAndChange plan) {
        if (writer.hasUnwritten()) {
            runtime.confirm();
        }
        runtime.apply(plan.changes(), plan.servers());
    }

    /** False when HAProxy is not what it should be now, and has to read its files. */
    private static boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (RefusedException | IllegalArgumentException e) {
            log.warn("HAProxy must be reloaded: {}", e.getMessage());
            return false;
        }
    }

    private void write(SortedMap<String, String> rendered) throws IOException {
        writer.check(rendered);
        status = status.withReloadDue();
        writer.adopt(rendered);
    }

    private boolean reload() {
        boolean taken = loadBalancer.reload() == LoadBalancer.Reload.TAKEN;
        forget();
        status = taken ? status.reloaded() : status.withReloadDue();
        countOldProcesses();
        return taken;
    }

    private void forget() {
        runtime.forget();
        showUnsettled();
    }

    private void showUnsettled() {
        status = status.unsettled(runtime.rising(), runtime.leaving());
    }

    private void succeeded(PublishPlan plan, boolean taken, SortedMap<String, String> rendered, Duration took) {
        List<String> skipped = Skipped.in(rendered.getOrDefault(mainFile, ""));
        if (!skipped.isEmpty() && !skipped.equals(status.skipped())) {
            log.warn("Ignored in HAProxy's configuration: {}", String.join("; ", skipped));
        }
        boolean news = !(plan instanceof PublishPlan.Nothing) && (taken || !(plan instanceof PublishPlan.ReloadOnly));
        if (status.failure() != null || news) {
            String who = taken ? "HAProxy serves a new configuration" : "HAProxy is not running; its files are written";
            log.info("{} ({}, {} ms)", who, plan.reason(), took.toMillis());
        }
        status = status.succeeded(clock.instant(), skipped);
    }
}
