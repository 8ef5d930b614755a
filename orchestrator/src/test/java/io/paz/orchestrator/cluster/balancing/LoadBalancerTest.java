package io.paz.orchestrator.cluster.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.InstanceId;
import io.paz.orchestrator.cluster.routing.KeyReader;
import io.paz.orchestrator.cluster.routing.RoutingTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadBalancerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstanceId OLD = new InstanceId("web", 1, 1);
    private static final InstanceId NEW = new InstanceId("web", 2, 1);

    private static ServerFigures server(String status, int weight) {
        return new ServerFigures(status, weight, 1, 2, 10, 3, 7, 1.5, 0.5);
    }

    private static LoadBalancer web(BalancerReading... readings) {
        RoutingTable table = KeyReader.read(new TreeMap<>(Map.of(
                "/paz/config/hosts/10.0.0.1", "",
                "/paz/services/web/1/1", "10.0.0.1:8001",
                "/paz/services/web/2/1", "10.0.0.1:8002")));
        return LoadBalancer.of(table, List.of(readings)).get("web");
    }

    private static BalancerReading reading(String id, ServerFigures old, ServerFigures coming) {
        return BalancerReading.answered(id, NOW, Map.of(OLD, old, NEW, coming), 3);
    }

    @ParameterizedTest
    @CsvSource({
        "UP, 100, UP, 100, 50, 50",
        "UP, 95, UP, 5, 95, 5",
        "UP, 2, UP, 1, 66.7, 33.3",
        "UP, 100, DOWN, 100, 100, 0",
        "DRAIN, 100, UP, 100, 0, 100",
        "DOWN, 100, DOWN, 100, 0, 0",
        "no check, 100, DOWN, 100, 100, 0",
        "UP, 0, UP, 0, 0, 0"
    })
    void shares_follow_the_weights_of_what_is_up(
            String oldStatus, int oldWeight, String newStatus, int newWeight, double oldShare, double newShare) {
        LoadBalancer web = web(reading("a", server(oldStatus, oldWeight), server(newStatus, newWeight)));

        assertThat(web.current().orElseThrow().share()).isEqualTo(oldShare);
        assertThat(web.next().orElseThrow().share()).isEqualTo(newShare);
    }

    @Test
    void several_balancers_are_added_and_the_worst_word_counts() {
        LoadBalancer web = web(
                reading("a", server("UP", 100), server("UP", 100)),
                reading("b", server("DOWN", 100), server("UP", 100)));

        assertThat(web.current().orElseThrow().instances().get(0).figures())
                .isEqualTo(new ServerFigures("DOWN", 100, 2, 4, 20, 6, 7, 3.0, 1.0));
        assertThat(web.balancers())
                .containsExactly(
                        new LoadBalancer.Report("a", null, 2, 2, 3), new LoadBalancer.Report("b", null, 1, 2, 3));
        assertThat(web.problem()).isEmpty();
    }

    @Test
    void a_silent_balancer_and_one_without_servers_are_a_problem() {
        BalancerReading well = reading("a", server("UP", 1), server("UP", 1));
        assertThat(web(well, BalancerReading.silent("b", NOW, "refused")).problem())
                .contains("HAProxy at b does not answer: refused");
        assertThat(web(well, BalancerReading.answered("b", NOW, Map.of(), 0)).problem())
                .contains("HAProxy at b has no instance that is up");
        assertThat(web().problem()).contains("no HAProxy was asked yet");
        assertThat(web().current().orElseThrow().instances().get(0).figures().status())
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "100, 110, 1000, 10.0",
        "100, 110, 2000, 5.0",
        "100, 100, 1000, 0.0",
        "100, 5, 1000, 5.0",
        "0, 1, 0, 0.0"
    })
    void rates_come_from_two_readings(long before, long now, long millis, double rate) {
        BalancerReading first = BalancerReading.answered("a", NOW, Map.of(OLD, requests(before)), 0);
        BalancerReading second = BalancerReading.answered("a", NOW.plusMillis(millis), Map.of(OLD, requests(now)), 0);

        assertThat(second.after(first).servers().get(OLD).requestRate()).isEqualTo(rate);
    }

    private static ServerFigures requests(long count) {
        return new ServerFigures("UP", 100, 0, 0, count, 0, 0, 0, 0);
    }
}
