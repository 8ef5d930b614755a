package io.paz.scheduler.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One etcd on free ports of the loopback interface. */
public final class RealEtcd implements AutoCloseable {

    private final Process process;
    private final String endpoint;

    public RealEtcd(Path data) throws IOException {
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        endpoint = client;
        process = new ProcessBuilder(
                        "etcd",
                        "--data-dir=" + data,
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("etcd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ctl("endpoint", "health").contains("is healthy"));
    }

    public String endpoint() {
        return endpoint;
    }

    public String ctl(String... arguments) {
        List<String> line = new ArrayList<>(List.of("etcdctl", "--endpoints=" + endpoint));
        line.addAll(List.of(arguments));
        return Command.run(Map.of("ETCDCTL_API", "3"), line).strip();
    }

    /** The value of a key; empty when there is none. */
    public String get(String key) {
        return ctl("get", "--print-value-only", key);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
