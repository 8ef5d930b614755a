package io.paz.scheduler.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When images are removed by themselves. */
final class CleanupScheduleTest {

    private long nanos;
    private long revision;
    private final CleanupSchedule schedule = new CleanupSchedule(() -> revision, () -> nanos);

    private boolean isDueAfter(Duration time) {
        nanos += time.toNanos();
        return schedule.isDue();
    }

    @Test
    void once_a_day_where_nothing_is_deployed() {
        assertThat(isDueAfter(Duration.ofHours(23))).isFalse();
        assertThat(isDueAfter(Duration.ofHours(1))).isTrue();
        assertThat(isDueAfter(Duration.ofHours(23))).isFalse();
    }

    @Test
    void ten_minutes_after_the_last_one_where_something_is() {
        revision++;
        assertThat(isDueAfter(Duration.ofMinutes(9))).isFalse();
        assertThat(isDueAfter(Duration.ofMinutes(1))).isTrue();
        assertThat(isDueAfter(Duration.ofMinutes(10))).isFalse();
    }
}
