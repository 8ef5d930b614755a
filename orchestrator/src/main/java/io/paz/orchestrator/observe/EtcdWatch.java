package io.paz.orchestrator.observe;

import io.paz.etcd.EtcdConnection;
import io.paz.etcd.KeyTree;
import io.paz.etcd.Snapshot;
import io.paz.orchestrator.cluster.Observation;
import io.paz.orchestrator.cluster.routing.KeyReader;
import io.paz.orchestrator.live.LiveCluster;

/** Follows the keys of Paz in etcd. */
public final class EtcdWatch implements AutoCloseable {

    public static final String SOURCE = "etcd";

    private static final String ALL_OF_PAZ = "/paz/";

    private final KeyTree keys;
    private final LiveCluster cluster;
    private final Sources sources;

    public EtcdWatch(EtcdConnection etcd, LiveCluster cluster, Sources sources) {
        this.cluster = cluster;
        this.sources = sources;
        this.keys = etcd.watch(ALL_OF_PAZ);
    }

    public EtcdWatch start() {
        // The subscription ends with the view itself.
        KeyTree.Registration unused = keys.subscribe(this::accept);
        return this;
    }

    private void accept(Snapshot snapshot) {
        if (snapshot.known()) {
            cluster.observe(new Observation.Routing(KeyReader.read(snapshot.entries())));
        }
        if (!snapshot.stale()) {
            sources.answered(SOURCE);
        } else if (snapshot.known()) {
            sources.silent(SOURCE, "its keys cannot be read, or have yet to be read a second time after a gap");
        } else {
            sources.silent(SOURCE, "it was not reached yet");
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
