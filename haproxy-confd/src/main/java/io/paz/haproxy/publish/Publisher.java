package io.paz.haproxy.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes rendered files, one set at a time; used by one thread, its status read by any. */
public final class Publisher {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final ConfigurationFolder folder;
    private final String mainFile;
    private final LoadBalancer loadBalancer;
    private final Clock clock;
    private volatile PublishStatus status = PublishStatus.beginning();

    /** @param mainFile name of the file that HAProxy is started with */
    public Publisher(Path folder, String mainFile, LoadBalancer loadBalancer, Clock clock) {
        this.folder = new ConfigurationFolder(folder);
        this.mainFile = mainFile;
        this.loadBalancer = loadBalancer;
        this.clock = clock;
    }

    public PublishStatus status() {
        return status;
    }

    /** Whether HAProxy, if it runs, serves the files now; if not, the status says why, and this is to be called again. */
    public boolean publish(SortedMap<String, String> rendered) {
        long begin = System.nanoTime();
        try {
            PublishPlan plan = PublishPlan.of(folder.present(rendered.keySet()), rendered, status.reloadDue());
            boolean taken = carryOut(plan, rendered);
            succeeded(plan, taken, rendered, Duration.ofNanos(System.nanoTime() - begin));
            return taken;
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
        status = status.failed(clock.instant(), reason, status.reloadDue());
        if (first) {
            log.error("HAProxy keeps its last good configuration, and this is tried again: {}", reason);
        } else {
            log.debug("HAProxy still keeps its last good configuration", cause);
        }
    }

    private boolean carryOut(PublishPlan plan, SortedMap<String, String> rendered) throws IOException {
        if (plan instanceof PublishPlan.WriteAndReload write) {
            write(write.files(), rendered);
            return reload();
        }
        return plan instanceof PublishPlan.Nothing || reload();
    }

    private void write(SortedSet<String> changed, SortedMap<String, String> rendered) throws IOException {
        Path staged = folder.stage(rendered);
        loadBalancer.check(staged.resolve(mainFile));
        status = status.withReloadDue();
        folder.adopt(changed);
    }

    private boolean reload() {
        return loadBalancer.reload() == LoadBalancer.Reload.TAKEN;
    }

    private void succeeded(PublishPlan plan, boolean taken, SortedMap<String, String> rendered, Duration took) {
        List<String> skipped = Skipped.in(rendered.getOrDefault(mainFile, ""));
        if (!skipped.isEmpty() && !skipped.equals(status.skipped())) {
            log.warn("Left out of HAProxy's configuration: {}", String.join("; ", skipped));
        }
        boolean news = !(plan instanceof PublishPlan.Nothing) && (taken || plan instanceof PublishPlan.WriteAndReload);
        if (status.failure() != null || news) {
            String who = taken ? "HAProxy serves a new configuration" : "HAProxy is not running; its files are written";
            log.info("{} ({}, {} ms)", who, plan.reason(), took.toMillis());
        }
        status = status.succeeded(clock.instant(), !taken, skipped);
    }
}
