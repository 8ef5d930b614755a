package io.paz.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.drift.DriftReport.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriftScheduleTest {

    private long now = -5;
    private State state = State.NOT_YET;
    private final DriftSchedule schedule = new DriftSchedule(Duration.ofSeconds(60), () -> state, () -> now);

    private boolean isDueAfter(Duration time) {
        now += time.toNanos();
        return schedule.isDue();
    }

    @Test
    void a_check_is_due_at_once_and_at_each_interval() {
        assertThat(isDueAfter(Duration.ZERO)).isTrue();
        state = State.KNOWN;
        assertThat(isDueAfter(Duration.ofSeconds(2))).isFalse();
        assertThat(isDueAfter(Duration.ofSeconds(57))).isFalse();
        assertThat(isDueAfter(Duration.ofSeconds(1))).isTrue();
        assertThat(isDueAfter(Duration.ofSeconds(59))).isFalse();
    }

    @Test
    void a_check_is_repeated_soon_while_the_engine_does_not_answer() {
        assertThat(isDueAfter(Duration.ZERO)).isTrue();
        state = State.UNKNOWN;
        assertThat(isDueAfter(Duration.ofSeconds(2))).isTrue();
        assertThat(isDueAfter(Duration.ofSeconds(2))).isTrue();
        state = State.KNOWN;
        assertThat(isDueAfter(Duration.ofSeconds(2))).isFalse();
    }
}
