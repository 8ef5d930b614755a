package io.paz.bench;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Time from the answer of fleet that shows a change to the change's arrival at a client of the stream, among 4,000 units; the
 * rest of the reading, up to 39 more pages, is in it.
 */
final class Events {

    private static final int WARM_UP = 10;
    private static final double PERCENT_99 = 0.99;

    private final Path jar;

    Events(Path jar) {
        this.jar = jar;
    }

    void measure(int count) throws IOException, InterruptedException {
        try (FakeFleet fleet = new FakeFleet();
                LoneOrchestrator orchestrator = new LoneOrchestrator(jar, fleet)) {
            fleet.units(ClusterList.UNITS);
            ClusterList.awaitAll(orchestrator);
            StreamClient client = new StreamClient();
            WebSocket socket = orchestrator.listen(client);
            Samples samples = new Samples("change shown by fleet to event at a client");
            for (int i = 0; i < WARM_UP + count; i++) {
                Duration taken = change(fleet, client, i);
                if (i >= WARM_UP) {
                    samples.add(taken);
                }
            }
            socket.abort();
            System.out.println(samples);
            System.out.printf("%-46s %.1f ms%n", "99 of 100 within", samples.rank(PERCENT_99));
        }
    }

    private static Duration change(FakeFleet fleet, StreamClient client, int round) throws InterruptedException {
        String state = "round-" + round;
        fleet.change((round * 37) % ClusterList.UNITS, state);
        long arrival = client.arrivalOf("\"subState\":\"" + state + "\"");
        return Duration.ofNanos(arrival - fleet.shownAt());
    }
}
