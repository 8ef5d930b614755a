package io.paz.alarm.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is quiet, and until when. */
final class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        // Winter in Berlin is an hour ahead.
        "22:00, 07:00, 2026-01-02T20:59:59Z,",
        "22:00, 07:00, 2026-01-02T21:00:00Z, 2026-01-03T06:00:00Z",
        "22:00, 07:00, 2026-01-02T23:30:00Z, 2026-01-03T06:00:00Z",
        "22:00, 07:00, 2026-01-03T05:59:59Z, 2026-01-03T06:00:00Z",
        "22:00, 07:00, 2026-01-03T06:00:00Z,",
        "12:00, 13:30, 2026-01-02T11:00:00Z, 2026-01-02T12:30:00Z",
        "12:00, 13:30, 2026-01-02T12:30:00Z,",
        // The night that is an hour shorter.
        "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
    })
    void ends(LocalTime from, LocalTime to, Instant now, Instant end) {
        assertThat(new QuietHours(from, to, ZoneId.of("Europe/Berlin")).endAt(now))
                .isEqualTo(Optional.ofNullable(end));
    }
}
