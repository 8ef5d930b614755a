package io.paz.orchestrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.client.PassThrough;
import io.paz.client.StatisticsClient;
import io.paz.engine.Host;
import io.paz.engine.Workload;
import io.paz.engine.WorkloadName;
import io.paz.engine.view.ClusterView;
import io.paz.etcd.Await;
import io.paz.orchestrator.document.StreamMessages;
import io.paz.orchestrator.live.LiveCluster;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

final class ObserversTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Nothing listens there: these sources are silent, which must not hold up the others. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger hostReadings = new AtomicInteger();
    private final LiveCluster cluster = new LiveCluster(new StreamMessages(JsonMapper.shared()), 1);
    private volatile List<Host> hosts = List.of(host("first"));
    private Observers observers;

    /** An engine with some hosts and no work. */
    private final class Hosts implements ClusterView {

        @Override
        public String name() {
            return "engine";
        }

        @Override
        public Mono<List<Host>> hosts() {
            return Mono.fromSupplier(() -> {
                hostReadings.incrementAndGet();
                return hosts;
            });
        }

        @Override
        public Flux<List<Workload>> workloads() {
            return Flux.empty();
        }

        @Override
        public Mono<Map<WorkloadName, String>> desiredStates() {
            return Mono.just(Map.of());
        }

        @Override
        public Mono<String> nextChange(String known) {
            return Mono.empty();
        }

        @Override
        public WorkloadName nameOf(String text) {
            return WorkloadName.of(text);
        }
    }

    @BeforeEach
    void start() {
        Sources sources = new Sources(cluster, Clock.systemUTC());
        observers = new Observers(
                        cluster,
                        sources,
                        new EngineReadings(new Hosts()),
                        new BalancerReadings(
                                cluster, NOWHERE.toString(), StatisticsClient.anonymous(), Clock.systemUTC()),
                        new PassThrough("service-directory", NOWHERE, null),
                        new PassThrough("scheduler", NOWHERE, null),
                        JsonMapper.shared(),
                        clock::get)
                .start();
    }

    @AfterEach
    void stop() {
        observers.close();
    }

    private static Host host(String id) {
        return new Host(id, "10.0.0.1");
    }

    @Test
    void first_request_after_a_while_waits_until_the_cluster_was_read_anew() {
        Await.until(
                "the host is read", TIMEOUT, () -> cluster.snapshot().hosts().containsKey("first"));
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        int before = hostReadings.get();
        Await.until("the hosts are read at the old pace once more", TIMEOUT, () -> hostReadings.get() > before);
        hosts = List.of(host("second"));
        observers.requested().block(TIMEOUT);
        assertThat(cluster.snapshot().hosts()).containsOnlyKeys("second");
    }

    @Test
    void request_soon_after_another_waits_for_nothing() {
        Await.until(
                "the host is read", TIMEOUT, () -> cluster.snapshot().hosts().containsKey("first"));
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        observers.requested().block(TIMEOUT);
        int before = hostReadings.get();
        hosts = List.of(host("second"));
        assertThat(observers.requested().blockOptional(TIMEOUT)).isEmpty();
        assertThat(hostReadings.get() - before).isLessThanOrEqualTo(1);
    }
}
