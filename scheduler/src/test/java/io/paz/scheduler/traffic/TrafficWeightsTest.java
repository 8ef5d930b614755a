package io.paz.scheduler.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficWeightsTest {

    @ParameterizedTest(name = "{0} % with {1} new and {2} old instances")
    @CsvSource({
        "0, 3, 3, 0, 100, 0",
        "5, 1, 1, 1, 19, 5",
        "5, 3, 3, 1, 19, 5",
        "25, 1, 1, 1, 3, 25",
        "50, 1, 1, 1, 1, 50",
        "50, 1, 3, 3, 1, 50",
        "50, 3, 1, 1, 3, 50",
        "1, 1, 1, 1, 99, 1",
        "99, 1, 1, 99, 1, 99",
        "5, 2, 3, 3, 38, 5",
        "1, 1, 100, 100, 99, 1",
        "1, 100, 1, 1, 256, 28.090",
        "99, 1, 100, 256, 1, 71.910",
        "100, 3, 3, 100, 0, 100"
    })
    void the_smallest_weights_that_come_closest(
            int percent, int nextInstances, int oldInstances, int next, int old, double achieved) {
        TrafficWeights weights = TrafficWeights.of(percent, nextInstances, oldInstances);
        assertThat(weights).isEqualTo(new TrafficWeights(next, old));
        assertThat(weights.percent(nextInstances, oldInstances)).isCloseTo(achieved, within(0.001));
    }

    @Test
    void each_share_of_each_number_of_instances_is_within_half_a_percent_where_weights_reach_it() {
        for (int next = 1; next <= 10; next++) {
            for (int old = 1; old <= 10; old++) {
                for (int percent = 5; percent <= 95; percent++) {
                    assertThat(TrafficWeights.of(percent, next, old).percent(next, old))
                            .as("%d %% with %d new and %d old instances", percent, next, old)
                            .isCloseTo(percent, within(0.5));
                }
            }
        }
    }

    @Test
    void every_weight_is_one_that_haproxy_takes_and_none_is_left_without_traffic() {
        for (int next = 1; next <= 100; next += 9) {
            for (int old = 1; old <= 100; old += 9) {
                for (int percent = 1; percent <= 99; percent++) {
                    TrafficWeights weights = TrafficWeights.of(percent, next, old);
                    assertThat(weights.next()).isBetween(1, 256);
                    assertThat(weights.old()).isBetween(1, 256);
                }
            }
        }
    }
}
