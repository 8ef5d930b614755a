package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a request that an instance had begun when it ended. */
class BegunRequestTest extends RealParts {

    private static final Duration LOST_HOST = Duration.ofSeconds(10);

    private final List<Instance> instances = new ArrayList<>();

    @Test
    void aRequestThatEndsWhateverItReachesEndsTwoInstancesOfThreeAtMost() throws Exception {
        start(3);
        assertThat(get("/exit")).startsWith("HTTP/1.1 502 ");
        assertThat(alive()).isEqualTo(1);
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
    }

    @Test
    void theLastHealthyInstanceNeverGetsWhatAnotherHadBegun() throws Exception {
        start(2);
        assertThat(get("/exit")).startsWith("HTTP/1.1 502 ");
        assertThat(alive()).isEqualTo(1);
        assertThat(HaproxyServer.status(internal, "demo-api.paz")).isEqualTo(200);
    }

    @Test
    void aRequestThatOneInstanceDroppedIsAnsweredByAnother() throws Exception {
        start(3);
        assertThat(get("/drop-once")).startsWith("HTTP/1.1 200 ");
        assertThat(dropped().get()).isEqualTo(2);
    }

    @Test
    void whatMayChangeSomethingIsNeverSentAgain() throws Exception {
        start(3);
        assertThat(HaproxyServer.exchange(
                        internal,
                        "POST /exit HTTP/1.1\r\nHost: demo-api.paz\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 502 ");
        assertThat(alive()).isEqualTo(2);
    }

    /** As a connection to a host that is gone ends. */
    @Test
    void whatEndedAsOnALostHostIsAnsweredByTheOnlyOtherInstance() throws Exception {
        start(2);
        instances.forEach(instance -> instance.silence = LOST_HOST);
        assertThat(HaproxyServer.exchange(
                        internal,
                        "GET /drop-once HTTP/1.1\r\nHost: demo-api.paz\r\nConnection: close\r\n\r\n",
                        LOST_HOST.multipliedBy(2)))
                .startsWith("HTTP/1.1 200 ");
        assertThat(dropped().get()).isEqualTo(2);
    }

    @Test
    void nothingOfTheWayBetweenReachesAnInstance() throws Exception {
        start(2);
        assertThat(HaproxyServer.exchange(
                        internal,
                        "GET /all-headers HTTP/1.1\r\nHost: demo-api.paz\r\nX-Paz-Backend: paz-web\r\nX-Paz-Begun: 1\r\n"
                                + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("X-forwarded-for=[127.0.0.1]")
                .doesNotContainIgnoringCase("x-paz");
    }

    private void start(int count) throws Exception {
        startAll();
        put("/paz/config/services/demo-api/versions/1/health-path", "/health");
        for (int number = 1; number <= count; number++) {
            Instance instance = instance("one of " + count);
            instances.add(instance);
            instance.dropped = dropped();
            put("/paz/services/demo-api/1/" + number, instance.address());
            String server = "demo-api-1-" + number;
            Await.until(server + " is up", SOON, () -> statistics(server)
                    .filter(row -> row[17].equals("UP"))
                    .isPresent());
        }
    }

    private AtomicInteger dropped() {
        return instances.get(0).dropped;
    }

    private long alive() {
        return instances.stream().filter(instance -> instance.alive).count();
    }

    private String get(String path) {
        return HaproxyServer.exchange(
                internal, "GET " + path + " HTTP/1.1\r\nHost: demo-api.paz\r\nConnection: close\r\n\r\n");
    }
}
