package io.paz.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What 4,000 units on 100 hosts cost the orchestrator: the time of a full list, and memory beside none at all. */
final class ClusterList {

    static final int UNITS = 4_000;

    private static final int WARM_UP = 20;

    private final Path jar;

    ClusterList(Path jar) {
        this.jar = jar;
    }

    void measure(int count) throws IOException, InterruptedException {
        try (FakeFleet fleet = new FakeFleet();
                LoneOrchestrator orchestrator = new LoneOrchestrator(jar, fleet)) {
            double without = orchestrator.heap();
            fleet.units(UNITS);
            awaitAll(orchestrator);
            Samples list = new Samples("full list of 4,000 units");
            for (int i = 0; i < WARM_UP + count; i++) {
                long start = System.nanoTime();
                orchestrator.get("/cluster/units");
                if (i >= WARM_UP) {
                    list.add(Duration.ofNanos(System.nanoTime() - start));
                }
            }
            System.out.println(list);
            double with = orchestrator.heap();
            System.out.printf(
                    "%-46s %s, of them for the units %s%n",
                    "heap after a collection",
                    LoneOrchestrator.mebibytes(with),
                    LoneOrchestrator.mebibytes(with - without));
        }
    }

    static void awaitAll(LoneOrchestrator orchestrator) throws IOException, InterruptedException {
        String wanted = "\"unitCount\":" + UNITS;
        while (!orchestrator.get("/cluster").contains(wanted)) {
            Thread.onSpinWait();
        }
    }
}
