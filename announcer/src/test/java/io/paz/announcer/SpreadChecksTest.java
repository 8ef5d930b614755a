package io.paz.announcer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadChecksTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final long TENTH = INTERVAL.dividedBy(10).toNanos();
    private static final int INSTANCES = 500;

    private static Registration registration(int instance) {
        HealthCheck check = new HealthCheck(
                "/", "GET", "shop.paz", StatusRanges.parse("200-399"), INTERVAL, Duration.ofSeconds(1), 1, 2);
        return new Registration("shop-1-" + instance, 80, "p", "/paz/services/shop/1/" + instance, check);
    }

    private static List<Registration> registrations() {
        return IntStream.rangeClosed(1, INSTANCES)
                .mapToObj(SpreadChecksTest::registration)
                .toList();
    }

    @Test
    void checks_that_came_at_once_are_spread_over_the_interval() {
        Map<Long, Long> tenths = registrations().stream()
                .collect(Collectors.groupingBy(
                        each -> (each.untilNextCheck(7_654_321).toNanos() - 1) / TENTH, Collectors.counting()));

        assertThat(tenths).hasSize(10);
        assertThat(tenths.values()).allSatisfy(count -> assertThat(count).isBetween(35L, 65L));
    }

    @Test
    void an_instance_is_checked_once_in_each_interval() {
        for (Registration each : registrations()) {
            long now = 1_000 + each.untilNextCheck(1_000).toNanos();

            assertThat(each.untilNextCheck(now)).isEqualTo(INTERVAL);
            // A check takes its time.
            assertThat(each.untilNextCheck(now + 5_000_000)).isEqualTo(INTERVAL.minusMillis(5));
        }
    }
}
