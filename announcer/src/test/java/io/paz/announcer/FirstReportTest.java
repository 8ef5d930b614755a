package io.paz.announcer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FirstReportTest {

    private final FirstReport report = new FirstReport(0);

    @Test
    void is_complete_once_when_all_that_ran_at_the_start_is_decided() {
        assertThat(report.completes(Set.of("a", "b"), 1)).isFalse();
        report.expect(Set.of("a", "b"));
        assertThat(report.completes(Set.of("a"), 1)).isFalse();
        assertThat(report.completes(Set.of("a", "b", "c"), 1)).isTrue();
        assertThat(report.completes(Set.of("a", "b", "c"), 2)).isFalse();
    }

    @Test
    void does_not_wait_for_ever_for_a_container_without_a_sidekick() {
        report.expect(Set.of("a"));
        assertThat(report.completes(Set.of(), FirstReport.TIMEOUT.toNanos() - 1))
                .isFalse();
        assertThat(report.completes(Set.of(), FirstReport.TIMEOUT.toNanos())).isTrue();
    }

    @Test
    void is_complete_at_once_where_nothing_runs() {
        report.expect(Set.of());
        assertThat(report.completes(Set.of(), 1)).isTrue();
    }
}
