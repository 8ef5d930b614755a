package io.paz.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Time from a key in etcd to HAProxy routing it, and from its end to no more requests: the key names a small server of our own, so nothing
 * else is measured. Once with services that HAProxy knows already, as in every deployment, and once with new ones, for which it is
 * reloaded.
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
            knownService(count, address);
            System.out.println(newServices(count, address));
        } finally {
            server.stop(0);
            delete("/paz/config/hosts/127.0.0.1");
        }
    }

    private void knownService(int count, String address) throws IOException, InterruptedException {
        String service = "bench-route-known";
        String configuration = "/paz/config/services/" + service + "/visibility";
        put(configuration, "internal");
        Samples routed = new Samples("key to route, service known to HAProxy");
        Samples withdrawn = new Samples("key withdrawn to no more requests");
        for (int i = 0; i <= count; i++) {
            Round round = measure(service, address);
            if (i > 0) {
                routed.add(round.routed());
                withdrawn.add(round.withdrawn());
            }
        }
        delete(configuration);
        System.out.println(routed);
        System.out.println(withdrawn);
    }

    /** The first round only warms up. */
    private Samples newServices(int count, String address) throws IOException, InterruptedException {
        Samples samples = new Samples("key to route, new service");
        for (int i = 0; i <= count; i++) {
            Round round = measure("bench-route-" + i, address);
            if (i > 0) {
                samples.add(round.routed());
            }
        }
        return samples;
    }

    private record Round(Duration routed, Duration withdrawn) {}

    private Round measure(String service, String address) throws IOException, InterruptedException {
        String key = "/paz/services/" + service + "/1/1";
        Probe probe = new Probe("127.0.0.1", platform.httpPort(), service + ".paz", PAUSE);
        long start = System.nanoTime();
        put(key, address);
        probe.awaitAnswer();
        Duration routed = Duration.ofNanos(System.nanoTime() - start);
        long end = System.nanoTime();
        delete(key);
        probe.awaitSilence();
        return new Round(routed, Duration.ofNanos(System.nanoTime() - end));
    }

    private void put(String key, String value) throws IOException, InterruptedException {
        etcd.put(key, value);
    }

    private void delete(String key) throws IOException, InterruptedException {
        etcd.delete(key);
    }
}
