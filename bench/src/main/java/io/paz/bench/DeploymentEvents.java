package io.paz.bench;

import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Time from a step of a deployment being visible at the scheduler to its event at a client of the stream. */
final class DeploymentEvents {

    private static final int WARM_UP = 3;
    private static final double PERCENT_99 = 0.99;
    private static final String SERVICE = "bench-steps";

    private final Platform platform;

    DeploymentEvents(Platform platform) {
        this.platform = platform;
    }

    /** @param count deployments, each of some steps */
    void measure(int count) throws IOException, InterruptedException {
        StreamClient client = new StreamClient();
        WebSocket socket = platform.listen(client);
        Samples samples = new Samples("step visible at the scheduler to event at a client");
        platform.createService(SERVICE);
        try {
            for (int version = 1; version <= WARM_UP + count; version++) {
                platform.deploy(SERVICE);
                watch(version, client, version > WARM_UP ? samples : new Samples("thrown away"));
            }
        } finally {
            platform.deleteService(SERVICE);
            socket.abort();
        }
        System.out.println(samples);
        System.out.printf("%-46s %.1f ms%n", "99 of 100 within", samples.rank(PERCENT_99));
    }

    /** The event may even be there before the answer of the scheduler that this asks for again and again. */
    private void watch(int version, StreamClient client, Samples samples) throws IOException, InterruptedException {
        Map<String, Long> visible = new LinkedHashMap<>();
        DeploymentRecord deployment;
        do {
            deployment = platform.newestDeployment(SERVICE);
            long now = System.nanoTime();
            // The steps before the hook's answer came about before anybody looked.
            boolean first = visible.isEmpty();
            deployment.steps().forEach(step -> visible.putIfAbsent(step, first ? 0 : now));
        } while (!deployment.isEnded());
        for (Map.Entry<String, Long> step : visible.entrySet()) {
            if (step.getValue() > 0) {
                long arrival = client.arrivalOf(
                        "\"service\":\"" + SERVICE + "\"",
                        "\"version\":" + version + ",",
                        "\"name\":\"" + step.getKey() + "\"");
                samples.add(Duration.ofNanos(Math.max(0, arrival - step.getValue())));
            }
        }
    }
}
