package io.paz.announcer;

import io.paz.engine.InstanceId;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import io.paz.etcd.Keys;
import io.paz.etcd.LeasedKeys;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks this host in etcd when all that ran at the announcer's start is announced, or known to be unhealthy; before that, deletes the keys of
 * containers that ended while no announcer was there.
 */
final class HostReport {

    private static final Logger log = LoggerFactory.getLogger(HostReport.class);

    private final AnnouncerSettings settings;
    private final EventLoop loop;
    private final EngineCalls engine;
    private final Keys etcd;
    private final LeasedKeys keys;
    private final FirstReport report = new FirstReport(System.nanoTime());

    HostReport(AnnouncerSettings settings, EventLoop loop, EngineCalls engine, Keys etcd, LeasedKeys keys) {
        this.settings = settings;
        this.loop = loop;
        this.engine = engine;
        this.etcd = etcd;
        this.keys = keys;
    }

    /** @param decided keys of the instances that are announced, or known to be unhealthy */
    void proceed(Set<String> decided, long now) {
        if (report.isExpecting()) {
            engine.submit(this::expectRunning);
        }
        if (report.completes(decided, now)) {
            log.info("All that runs on this host is reported: {} instances", decided.size());
            keys.putLast(ConfigKeys.announcer(settings.hostIp()), "");
        }
    }

    private void expectRunning() {
        try {
            Set<String> running = engine.engine().runningKeys(settings.platform());
            deleteStale(engine.engine().runningNames());
            loop.run(() -> report.expect(running));
        } catch (ContainerEngineException | CompletionException e) {
            log.debug("Cannot compare the running containers with etcd; retrying", e);
        }
    }

    /** One that has started since then is put again at once. */
    private void deleteStale(Set<String> names) {
        etcd.list(AnnouncementKeys.ROOT).join().forEach((key, address) -> {
            Optional<String> container = AnnouncementKeys.parse(key).map(InstanceId::toString);
            if (address.startsWith(settings.hostIp() + ":")
                    && container.isPresent()
                    && !names.contains(container.get())) {
                log.info("Deleting {}: its container no longer runs", key);
                etcd.delete(key).join();
            }
        });
    }
}
