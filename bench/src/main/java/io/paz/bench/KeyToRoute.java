package io.paz.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Time from a key in etcd to HAProxy routing it: the key names a small server of our own, so nothing else is measured. Once
 * with services that HAProxy knows already, as in every deployment, and once with new ones, for which it is reloaded.
 */
final class KeyToRoute {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Platform platform;
    private final EtcdClient etcd;

    KeyToRoute(Platform platform) throws IOException {
        this.platform = platform;
        this.etcd = platform.etcd();
    }

    void measure(int count) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        put("/paz/config/hosts/127.0.0.1", "");
        try {
            String address = "127.0.0.1:" + server.getAddress().getPort();
            System.out.println(knownService(count, address));
            System.out.println(newServices(count, address));
        } finally {
            server.stop(0);
            delete("/paz/config/hosts/127.0.0.1");
        }
    }

    private Samples knownService(int count, String address) throws IOException, InterruptedException {
        String service = "bench-route-known";
        String configuration = "/paz/config/services/" + service + "/visibility";
        put(configuration, "internal");
        Samples samples = new Samples("key to route, service known to HAProxy");
        for (int i = 0; i <= count; i++) {
            add(samples, i, service, address);
        }
        delete(configuration);
        return samples;
    }

    private Samples newServices(int count, String address) throws IOException, InterruptedException {
        Samples samples = new Samples("key to route, new service");
        for (int i = 0; i <= count; i++) {
            add(samples, i, "bench-route-" + i, address);
        }
        return samples;
    }

    /** Measures one round; the first one only warms up. */
    private void add(Samples samples, int round, String service, String address)
            throws IOException, InterruptedException {
        String key = "/paz/services/" + service + "/1/1";
        Probe probe = new Probe("127.0.0.1", platform.httpPort(), service + ".paz", PAUSE);
        long start = System.nanoTime();
        put(key, address);
        probe.awaitAnswer();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        delete(key);
        probe.awaitSilence();
        if (round > 0) {
            samples.add(taken);
        }
    }

    private void put(String key, String value) throws IOException, InterruptedException {
        etcd.put(key, value);
    }

    private void delete(String key) throws IOException, InterruptedException {
        etcd.delete(key);
    }
}
