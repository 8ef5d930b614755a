package io.paz.scheduler.etcd;

import io.paz.engine.ReleaseId;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.KeyTree;
import io.paz.etcd.Snapshot;
import io.paz.scheduler.routing.Announcements;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The announcements below {@code /paz/services/}, by a watch. Keys of another shape are not Paz's services, and are skipped. */
public final class EtcdAnnouncements implements Announcements, AutoCloseable {

    private static final String PREFIX = "/paz/services/";
    private static final Pattern KEY =
            Pattern.compile(PREFIX + "([a-z][a-z0-9-]*)/([1-9][0-9]{0,8})/([1-9][0-9]{0,8})");

    private final KeyTree tree;
    private final Object changed = new Object();
    private View view = new View(0, true, Map.of());

    public EtcdAnnouncements(EtcdConnection etcd) {
        this.tree = etcd.watch(PREFIX);
        // The subscription lives as long as the tree, which ends it.
        KeyTree.Registration unused = tree.subscribe(this::show);
    }

    private void show(Snapshot snapshot) {
        Map<ReleaseId, Map<Integer, String>> addresses = new HashMap<>();
        snapshot.entries().forEach((key, value) -> {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches()) {
                ReleaseId release = new ReleaseId(matcher.group(1), Integer.parseInt(matcher.group(2)));
                addresses
                        .computeIfAbsent(release, id -> new HashMap<>())
                        .put(Integer.parseInt(matcher.group(3)), String.valueOf(value));
            }
        });
        synchronized (changed) {
            view = new View(view.number() + 1, snapshot.stale(), Map.copyOf(addresses));
            changed.notifyAll();
        }
    }

    @Override
    public String key(ReleaseId release, int instance) {
        return PREFIX + release.service() + "/" + release.version() + "/" + instance;
    }

    @Override
    public View view() {
        synchronized (changed) {
            return view;
        }
    }

    @Override
    public View awaitChange(View seen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (changed) {
            long left = atMost.toMillis();
            while (view.number() == seen.number() && left > 0) {
                changed.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
            return view;
        }
    }

    @Override
    public void close() {
        tree.close();
    }
}
