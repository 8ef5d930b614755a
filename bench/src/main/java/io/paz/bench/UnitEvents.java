package io.paz.bench;

import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;

/** Time from a unit's new state being visible at the embedded host to its event at a client of the stream. */
final class UnitEvents {

    private static final int WARM_UP = 5;
    private static final double PERCENT_99 = 0.99;
    private static final String NAME = "bench-events";
    private static final String UNIT = "/fleet/v1/units/" + NAME + ".service";
    private static final String STATE = "/fleet/v1/state/" + NAME + ".service";
    /** It may start as often as it is asked to. */
    private static final String CONTENT = """
            {"desiredState":"%s","options":[{"section":"Unit","name":"StartLimitIntervalSec","value":"0"},
             {"section":"Service","name":"ExecStart","value":"/bin/sleep 1000"}]}""";

    private final Platform platform;

    UnitEvents(Platform platform) {
        this.platform = platform;
    }

    void measure(int count) throws IOException, InterruptedException {
        StreamClient client = new StreamClient();
        WebSocket socket = platform.listen(client);
        Samples samples = new Samples("state visible at the host to event at a client");
        try {
            change(client, "loaded", "dead");
            for (int i = 0; i < WARM_UP + count; i++) {
                Duration taken = i % 2 == 0 ? change(client, "launched", "running") : change(client, "loaded", "dead");
                if (i >= WARM_UP) {
                    samples.add(taken);
                }
            }
        } finally {
            platform.host("DELETE", UNIT, "");
            socket.abort();
        }
        System.out.println(samples);
        System.out.printf("%-46s %.1f ms%n", "99 of 100 within", samples.rank(PERCENT_99));
    }

    /** The event may even be there before the answer of the host that this asks for again and again. */
    private Duration change(StreamClient client, String desired, String subState)
            throws IOException, InterruptedException {
        platform.host("PUT", UNIT, CONTENT.formatted(desired));
        String wanted = "\"systemdSubState\":\"" + subState + "\"";
        while (!platform.host("GET", STATE, "").contains(wanted)) {
            Thread.onSpinWait();
        }
        long visible = System.nanoTime();
        long arrival = client.arrivalOf("\"name\":\"" + NAME + "\"", "\"subState\":\"" + subState + "\"");
        return Duration.ofNanos(Math.max(0, arrival - visible));
    }
}
