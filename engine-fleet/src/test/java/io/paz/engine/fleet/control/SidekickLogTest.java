package io.paz.engine.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SidekickLogTest {

    @Test
    void sidekicks_newest_reason_counts_until_it_announces_again() {
        String failure = "not announced: GET /health on port 80 answers 500";
        assertThat(SidekickLog.unannouncedReason(List.of("announced 10.0.0.1:80", failure, "withdrew 10.0.0.1:80")))
                .contains("GET /health on port 80 answers 500");
        assertThat(SidekickLog.unannouncedReason(List.of(failure, "announced 10.0.0.1:80")))
                .isEmpty();
        assertThat(SidekickLog.unannouncedReason(List.of("not announced: \u001b[31mred")))
                .contains("?[31mred");
    }
}
