package io.paz.scheduler.etcd;

import io.paz.engine.ReleaseId;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.KeyTree;
import io.paz.etcd.Snapshot;
import io.paz.scheduler.routing.Announcements;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The announcements below {@code /paz/services/}, by a watch. Keys of another shape are not Paz's services, and are skipped. */
public final class EtcdAnnouncements implements Announcements, AutoCloseable {

    private final KeyTree tree;
    private final Object changed = new Object();
    private View view = new View(0, true, Map.of());

    public EtcdAnnouncements(EtcdConnection etcd) {
        this.tree = etcd.watch(AnnouncementKeys.ROOT);
        // The subscription lives as long as the tree, which ends it.
        KeyTree.Registration unused = tree.subscribe(this::show);
    }

    private void show(Snapshot snapshot) {
        Map<ReleaseId, Map<Integer, String>> addresses = new HashMap<>();
        snapshot.entries().forEach((key, value) -> AnnouncementKeys.parse(key).ifPresent(id -> addresses
                .computeIfAbsent(id.release(), release -> new HashMap<>())
                .put(id.instance(), String.valueOf(value))));
        synchronized (changed) {
            view = new View(view.number() + 1, snapshot.stale(), Map.copyOf(addresses));
            changed.notifyAll();
        }
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
