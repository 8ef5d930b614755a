package io.paz.bench;

import io.paz.bench.load.Load;
import io.paz.bench.load.LoadPlan;
import io.paz.bench.load.LoadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Deploys a service of three instances again and again under a steady load: half of its connections are kept, half are new
 * for each request, and some requests take 2 s.
 */
final class Redeploy {

    private static final int INSTANCES = 3;
    private static final int CONNECTIONS = 64;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int SLOW_EVERY = 50;
    private static final String SLOW_PATH = "/slow?seconds=2";
    private static final double P99 = 0.99;

    private final Platform platform;
    private final String service = "bench-redeploy-" + Long.toString(System.nanoTime() % 1_000_000, 36);

    Redeploy(Platform platform) {
        this.platform = platform;
    }

    /** Whether no request failed; a deployment that fails is an error. */
    boolean measure(int count) throws IOException, InterruptedException {
        platform.createService(service, INSTANCES);
        try {
            platform.deployAndWait(service);
            LoadPlan plan = new LoadPlan(
                    "127.0.0.1", platform.httpPort(), service + ".paz", CONNECTIONS, PAUSE, SLOW_EVERY, SLOW_PATH);
            Load load = Load.start(plan);
            Samples deployments = new Samples("deployment of " + INSTANCES + " instances");
            try (load) {
                deploy(count, deployments);
            }
            print(load, deployments);
            return load.report().failed() == 0;
        } finally {
            platform.deleteService(service);
        }
    }

    private void deploy(int count, Samples deployments) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            platform.deployAndWait(service);
            deployments.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void print(Load load, Samples deployments) {
        LoadReport report = load.report();
        System.out.println(deployments);
        System.out.printf(
                Locale.ROOT,
                "requests: %d sent, %d failed; latency: median %.1f ms, 99 of 100 within %.1f ms%n",
                report.answered() + report.failed(),
                report.failed(),
                millis(load.latency(0.5)),
                millis(load.latency(P99)));
        report.failures().forEach((reason, times) -> System.out.println("failed " + times + " times: " + reason));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1_000_000.0;
    }
}
