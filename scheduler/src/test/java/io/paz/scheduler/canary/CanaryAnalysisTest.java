package io.paz.scheduler.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.scheduler.canary.CanaryAnalysis.Finding;
import io.paz.scheduler.canary.CanaryAnalysis.Sample;
import io.paz.scheduler.release.Canary;
import io.paz.scheduler.traffic.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryAnalysisTest {

    private static final Canary DEFAULT = new Canary(null, null, null, null, null);

    /** Requests, failures and time of the new version, the same of the old one. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    nothing at all                          |    0 |   0 |  0 |    0 |   0 |  0 | TOO_FEW_REQUESTS
                    one too few, all of them failed         |   49 |  49 | 10 |  100 |   0 | 10 | TOO_FEW_REQUESTS
                    the first that are enough, all good     |   50 |   0 | 10 |  100 |   0 | 10 | GOOD
                    one of fifty may be chance              |   50 |   1 | 10 |  100 |   0 | 10 | GOOD
                    two of fifty may be chance              |   50 |   2 | 10 |  100 |   0 | 10 | GOOD
                    three of fifty are more than chance     |   50 |   3 | 10 |  100 |   0 | 10 | MORE_ERRORS
                    a tenth of a hundred                    |  100 |  10 | 10 |  900 |   0 | 10 | MORE_ERRORS
                    all of them                             |   50 |  50 | 10 |  900 |   0 | 10 | MORE_ERRORS
                    a percent, which is allowed             | 5000 |  50 | 10 | 5000 |   0 | 10 | GOOD
                    three percent of many                   | 5000 | 150 | 10 | 5000 |   0 | 10 | MORE_ERRORS
                    a tenth, but the old one has as many    |  100 |  10 | 10 |  900 |  90 | 10 | GOOD
                    better than the old one                 |  100 |   0 | 10 |  900 |  90 | 10 | GOOD
                    worse than a bad old one                | 1000 | 300 | 10 | 1000 | 100 | 10 | MORE_ERRORS
                    twice the time                          |  100 |   0 | 80 |  900 |   0 | 40 | GOOD
                    more than twice the time                |  100 |   0 | 81 |  900 |   0 | 40 | SLOWER
                    ten times, but of next to nothing       |  100 |   0 | 10 |  900 |   0 |  1 | GOOD
                    slower, but nobody used the old one     |  100 |   0 | 90 |    0 |   0 |  0 | GOOD
                    both: errors come first                 |  100 |  50 | 90 |  900 |   0 |  1 | MORE_ERRORS
                    """)
    void verdicts(
            String name,
            long requests,
            long failed,
            int millis,
            long before,
            long failedBefore,
            int millisBefore,
            Finding finding) {
        CanaryAnalysis verdict = CanaryAnalysis.of(
                new Sample(requests, failed, millis), new Sample(before, failedBefore, millisBefore), DEFAULT);
        assertThat(verdict.finding()).isEqualTo(finding);
    }

    @Test
    void figures_say_what_was_counted_and_what_is_allowed() {
        CanaryAnalysis verdict = CanaryAnalysis.of(new Sample(120, 12, 14), new Sample(480, 0, 12), DEFAULT);
        assertThat(verdict.figures())
                .isEqualTo("new: 12 of 120 requests failed (10.0 %), answers after 14 ms;"
                        + " old: 0 of 480 requests failed (0.0 %), answers after 12 ms;"
                        + " allowed: 1.0 % more failures, 2.0 times the time, from 50 requests on");
    }

    @Test
    void attempts_that_a_balancer_made_again_are_failures_of_the_instance_too() {
        assertThat(Sample.of(new Traffic(100, 3, 2, 5, 9), 7)).isEqualTo(new Sample(107, 10, 7));
    }

    @Test
    void with_no_minimum_time_alone_is_enough() {
        Canary limits = new Canary(List.of(50), 1, 0, 0.0, 1.0);
        assertThat(CanaryAnalysis.of(new Sample(0, 0, 0), new Sample(0, 0, 0), limits)
                        .finding())
                .isEqualTo(Finding.GOOD);
    }
}
