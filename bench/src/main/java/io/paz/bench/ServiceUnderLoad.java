package io.paz.bench;

import io.paz.bench.load.Load;
import io.paz.bench.load.LoadPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;

/**
 * A service of the demo's image under a steady load: half of its connections are kept, half are new for each request, and
 * some requests take 2 s. It is deleted in the end.
 */
final class ServiceUnderLoad implements AutoCloseable {

    static final int INSTANCES = 3;
    static final int CONNECTIONS = 64;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int SLOW_EVERY = 50;
    private static final String SLOW_PATH = "/slow?seconds=2";
    private static final double P99 = 0.99;

    private final Platform platform;
    private final String name;
    private final Load load;

    private ServiceUnderLoad(Platform platform, String name, Load load) {
        this.platform = platform;
        this.name = name;
        this.load = load;
    }

    /** Creates and deploys the service, and starts the load. */
    static ServiceUnderLoad start(Platform platform, String figure) throws IOException, InterruptedException {
        String name = newName(figure);
        platform.createService(name, INSTANCES);
        return start(platform, name, platform.httpPort(), name + ".paz", false);
    }

    /** The same over HTTPS, at a domain for which the platform has a certificate. */
    static ServiceUnderLoad startOverHttps(Platform platform, String figure, String domain)
            throws IOException, InterruptedException {
        String name = newName(figure);
        platform.createService(name, INSTANCES);
        platform.configure(name, "{\"publicFacing\":true,\"domains\":[\"" + domain + "\"]}");
        return start(platform, name, platform.tlsPort(), domain, true);
    }

    private static ServiceUnderLoad start(Platform platform, String name, int port, String host, boolean tls)
            throws IOException, InterruptedException {
        platform.deployAndWait(name);
        LoadPlan plan = new LoadPlan("127.0.0.1", port, host, tls, CONNECTIONS, PAUSE, SLOW_EVERY, SLOW_PATH);
        return new ServiceUnderLoad(platform, name, Load.start(plan));
    }

    private static String newName(String figure) {
        return "bench-" + figure + "-" + Long.toString(System.nanoTime() % 1_000_000, 36);
    }

    String name() {
        return name;
    }

    /** What is done to the service while the load goes on. */
    interface Change {
        void make(String service) throws IOException, InterruptedException;
    }

    /** Makes a change, and tells what the clients saw meanwhile. */
    Phase during(String what, Change change) throws IOException, InterruptedException {
        Traffic before = Traffic.of(load.report());
        long start = System.nanoTime();
        change.make(name);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Phase(what, time, Traffic.of(load.report()).minus(before));
    }

    /** Ends the load, waits for open requests, prints what it saw in all, and tells how many requests failed. */
    long endLoad() {
        load.close();
        Traffic all = Traffic.of(load.report());
        System.out.printf(
                Locale.ROOT,
                "requests: %d sent, %d failed, at most %d of one client; latency: median %.1f ms, 99 of 100 within %.1f ms%n",
                all.requests(),
                all.failed(),
                load.mostFailuresOfAClient(),
                millis(load.latency(0.5)),
                millis(load.latency(P99)));
        all.failures().forEach((reason, times) -> System.out.println("failed " + times + " times: " + reason));
        return all.failed();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1_000_000.0;
    }

    @Override
    public void close() throws IOException {
        load.close();
        try {
            platform.deleteService(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(name + " may not be deleted");
        }
    }
}
