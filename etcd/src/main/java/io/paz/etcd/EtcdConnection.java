package io.paz.etcd;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection to an etcd cluster. Opening it succeeds whether etcd is there or not; it connects again by itself. */
public final class EtcdConnection implements AutoCloseable {

    private final Client client;
    private final Keys keys;
    private final EtcdOptions options;
    private final Set<LiveKeyTree> trees = ConcurrentHashMap.newKeySet();

    private EtcdConnection(EtcdAccess access, EtcdOptions options) {
        this.client = new Client(access, options.callTimeout());
        this.keys = new JetcdKeys(client);
        this.options = options;
    }

    /**
     * @throws IllegalArgumentException when the certificates cannot be read
     */
    public static EtcdConnection open(EtcdAccess access) {
        return new EtcdConnection(access, EtcdOptions.defaults());
    }

    /** Opens one to an etcd that asks for no certificate. */
    public static EtcdConnection open(List<URI> endpoints) {
        return open(endpoints, EtcdOptions.defaults());
    }

    public static EtcdConnection open(List<URI> endpoints, EtcdOptions options) {
        return new EtcdConnection(EtcdAccess.plain(endpoints), options);
    }

    public Keys keys() {
        return keys;
    }

    /** Starts a live view of the keys below a prefix that ends with {@code /}; the view is empty and stale until etcd answers. */
    public KeyTree watch(String prefix) {
        KeyRule.checkPrefix(prefix);
        LiveKeyTree tree = new LiveKeyTree(prefix, client, options, trees::remove);
        trees.add(tree);
        tree.start();
        return tree;
    }

    /** Writes keys and keeps them there until the answer is closed or this process ends; etcd need not be there yet. */
    public Announcement announce(Map<String, String> entries) {
        Announcement announcement = new Announcement(client, entries, options.callTimeout());
        announcement.start();
        return announcement;
    }

    /** Keeps keys below a prefix under one lease, from none on; they outlive this process by the rest of the lease. */
    public LeasedKeys leaseKeys(String prefix, LeasedKeys.Listener listener) {
        return leaseKeys(prefix, LeasedKeys.DEFAULT_LEASE, listener);
    }

    /** As {@link #leaseKeys(String, LeasedKeys.Listener)}, with a time that the lease lives without renewal. */
    public LeasedKeys leaseKeys(String prefix, Duration leaseTime, LeasedKeys.Listener listener) {
        LeasedKeys leased = new LeasedKeys(client, prefix, leaseTime, options.callTimeout(), listener);
        leased.start();
        return leased;
    }

    /** Ends all views and calls. */
    @Override
    public void close() {
        trees.forEach(LiveKeyTree::close);
        client.close();
    }
}
