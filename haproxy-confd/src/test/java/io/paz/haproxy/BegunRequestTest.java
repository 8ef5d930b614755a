package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a request that an instance had begun when it ended. */
class BegunRequestTest extends RealParts {

    /** As long as a connection to a lost host is silent at least before the kernel ends it. */
    private static final Duration LOST_HOST = Duration.ofMillis(6_500);

    /** As long as no connection to a lost host is silent: the request was under way before. */
    private static final Duration LONG_REQUEST = Duration.ofMillis(13_500);

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

    /** As a connection to a host that is gone ends; and a request that was under way for long, where checks found the host out. */
    @Test
    void whatEndedAsOnALostHostIsAnsweredByTheOnlyOtherInstance() throws Exception {
        start(2);
        List<Instance> checked = instancesOf("checked", 2);
        instances.forEach(instance -> instance.silence = LOST_HOST);
        checked.forEach(instance -> instance.silence = LONG_REQUEST);
        CompletableFuture<String> oldRequest = CompletableFuture.supplyAsync(() -> getSlowly("checked", "/drop-once"));
        CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> getSlowly("demo-api", "/drop-once"));
        Await.until("one of them is lost", SOON, () -> checked.stream().anyMatch(instance -> instance.silent));
        checked.forEach(instance -> instance.healthy = !instance.silent);
        assertThat(request.join()).startsWith("HTTP/1.1 200 ");
        assertThat(dropped().get()).isEqualTo(2);
        assertThat(oldRequest.join()).startsWith("HTTP/1.1 200 ");
        assertThat(checked.get(0).dropped.get()).isEqualTo(2);
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
        instances.addAll(instancesOf("demo-api", count));
    }

    private List<Instance> instancesOf(String service, int count) throws Exception {
        put("/paz/config/services/%s/versions/1/health-path".formatted(service), "/health");
        List<Instance> started = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Instance instance = instance("one of " + count);
            started.add(instance);
            instance.dropped = started.get(0).dropped;
            put("/paz/services/%s/1/%d".formatted(service, number), instance.address());
            String server = service + "-1-" + number;
            Await.until(server + " is up", SOON, () -> statistics(service, server)
                    .filter(row -> row[17].equals("UP"))
                    .isPresent());
        }
        return started;
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

    private String getSlowly(String service, String path) {
        return HaproxyServer.exchange(
                internal,
                "GET " + path + " HTTP/1.1\r\nHost: " + service + ".paz\r\nConnection: close\r\n\r\n",
                LONG_REQUEST.multipliedBy(2));
    }
}
