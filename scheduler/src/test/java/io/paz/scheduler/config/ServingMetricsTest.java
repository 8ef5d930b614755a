package io.paz.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.paz.engine.Condition;
import io.paz.engine.InstanceId;
import io.paz.engine.ReleaseId;
import io.paz.engine.control.InstanceStatus;
import io.paz.scheduler.serving.ExpectedInstance;
import io.paz.scheduler.serving.ServingWatch;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rows of services, in a real registry. */
@Timeout(60)
class ServingMetricsTest {

    private static final int ROUNDS = 3_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile List<InstanceId> instances = instances("api", "web");
    private long nanos;

    private final ServingWatch watch = new ServingWatch(
            new ServingWatch.Sources(
                    () -> instances.stream()
                            .map(ref -> new ExpectedInstance(ref, false, ""))
                            .toList(),
                    () -> Stream.of("api", "web")
                            .map(name -> new InstanceStatus(
                                    new InstanceId(name, 1, 1), name, Condition.RESTARTING, "evidence", null))
                            .toList(),
                    () -> Optional.of(Map.of()),
                    List::of,
                    ref -> Optional.empty()),
            Clock.systemUTC(),
            () -> nanos++);

    private final ServingMetrics metrics = new ServingMetrics(watch);

    @BeforeEach
    void bind() {
        metrics.bindTo(registry);
        refresh();
    }

    private static List<InstanceId> instances(String... services) {
        return Stream.of(services)
                .flatMap(name -> IntStream.of(1, 2).mapToObj(instance -> new ReleaseId(name, 1).instance(instance)))
                .toList();
    }

    private void refresh() {
        watch.look();
        metrics.refresh();
    }

    @Test
    void there_is_a_row_for_each_service_as_long_as_there_is_the_service() {
        assertThat(registry.scrape())
                .contains(
                        "paz_service_instances{service=\"api\"} 2.0",
                        "paz_service_instances{service=\"web\"} 2.0",
                        "paz_service_instances_serving{service=\"web\"} 0.0");
        instances = instances("web").subList(0, 1);
        refresh();
        assertThat(registry.scrape())
                .contains("paz_service_instances{service=\"web\"} 1.0")
                .doesNotContain("api");
        instances = List.of();
        refresh();
        assertThat(registry.scrape()).doesNotContain("web");
        instances = instances("web");
        refresh();
        assertThat(registry.scrape()).contains("paz_service_instances{service=\"web\"} 2.0");
    }

    @Test
    void a_reading_always_has_the_row_of_a_service_while_another_comes_and_goes() {
        readWhile(instances("web"), instances("api", "web"), "paz_service_instances{service=\"web\"} 2.0");
    }

    @Test
    void a_reading_never_meets_the_row_of_the_only_service_being_replaced() {
        readWhile(instances("web"), instances("web"), "paz_service_instances{service=\"web\"} 2.0");
    }

    private void readWhile(List<InstanceId> few, List<InstanceId> many, String expected) {
        CompletableFuture<Void> refreshed = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                instances = i % 10 == 0 ? few : many;
                refresh();
            }
        });
        while (!refreshed.isDone()) {
            assertThat(registry.scrape()).contains(expected);
        }
        refreshed.join();
    }
}
