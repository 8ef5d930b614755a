package io.paz.host.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SampleHistory history = new SampleHistory();

    private void run(int seconds) {
        for (int second = 0; second < seconds; second++) {
            history.add(new Sample(NOON.plusSeconds(second), Readings.of(second, second)));
        }
    }

    private List<Long> seconds() {
        return history.between(Instant.MIN, Instant.MAX).stream()
                .map(sample -> Duration.between(NOON, sample.time()).toSeconds())
                .toList();
    }

    @Test
    void keepsTheLastMinuteWhole() {
        run(61);
        assertThat(seconds()).hasSize(61).startsWith(0L, 1L).endsWith(59L, 60L);
    }

    @Test
    void keepsEveryTenthSecondBeforeIt() {
        run(100);
        assertThat(seconds())
                .startsWith(0L, 10L, 20L, 30L, 40L, 41L)
                .endsWith(99L)
                .hasSize(64);
    }

    @Test
    void keepsAnHourAndNoMore() {
        run(7_300);
        assertThat(seconds())
                .hasSize(SampleHistory.RECENT + SampleHistory.OLDER)
                .startsWith(3_700L, 3_710L);
    }

    @Test
    void givesWhatLiesInATime() {
        run(30);
        assertThat(history.between(NOON.plusSeconds(10), NOON.plusSeconds(12)))
                .extracting(Sample::time)
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(11));
    }
}
