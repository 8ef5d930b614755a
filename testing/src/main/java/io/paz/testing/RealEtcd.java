package io.paz.testing;

import io.paz.etcd.EtcdServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One etcd on free ports of the loopback interface, asked as the sidekicks ask it. */
public final class RealEtcd implements AutoCloseable {

    private final EtcdServer server;

    public RealEtcd(Path data) {
        server = EtcdServer.unstarted().start(data);
    }

    public String endpoint() {
        return server.endpoints().get(0).toString();
    }

    public String ctl(String... arguments) {
        List<String> line = new ArrayList<>(List.of("etcdctl", "--endpoints=" + endpoint()));
        line.addAll(List.of(arguments));
        return Command.run(Map.of("ETCDCTL_API", "3"), line).strip();
    }

    /** The value of a key; empty when there is none. */
    public String get(String key) {
        return ctl("get", "--print-value-only", key);
    }

    @Override
    public void close() {
        server.close();
    }
}
