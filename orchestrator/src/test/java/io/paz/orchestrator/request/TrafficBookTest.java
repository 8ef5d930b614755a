package io.paz.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrafficBookTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);
    private final TrafficBook book = new TrafficBook(clock);

    private void request(String service, int status, long millis) {
        add("front_internal", service, status, millis);
    }

    private void add(String frontEnd, String service, int status, long millis) {
        book.add(
                RequestPass.parse("paz1 request-0001 %d %s %s shop-1-1 %d ---- 0 0 0 %d 0 10 20 10.0.0.9 GET shop.paz /"
                                .formatted(clock.instant().toEpochMilli(), frontEnd, service, status, millis))
                        .orElseThrow());
    }

    @Test
    void each_minute_has_its_requests_by_class_and_their_times() {
        for (int millis = 1; millis <= 100; millis++) {
            request("shop", millis <= 90 ? 200 : 503, millis);
        }
        clock.advance(Duration.ofMinutes(1));
        request("shop", 404, 7);
        List<TrafficPoint> hour = book.hour("shop");

        assertThat(hour).hasSize(60);
        TrafficPoint noon = hour.get(58);
        assertThat(noon.start()).isEqualTo(NOON);
        assertThat(noon.requests()).isEqualTo(100);
        assertThat(noon.errors()).isEqualTo(10);
        assertThat(noon.statuses()).containsExactly(0, 0, 90, 0, 0, 10);
        assertThat(noon.p50()).isEqualTo(50);
        assertThat(noon.p95()).isEqualTo(95);
        assertThat(noon.p99()).isEqualTo(99);
        assertThat(noon.received()).isEqualTo(1_000);
        assertThat(noon.sent()).isEqualTo(2_000);
        assertThat(hour.get(59).statuses()).containsExactly(0, 0, 0, 0, 1, 0);
        assertThat(hour.get(57).requests()).isZero();
        assertThat(hour.get(57).p99()).isZero();
    }

    @Test
    void minutes_are_summed_up() {
        request("shop", 200, 10);
        clock.advance(Duration.ofMinutes(14));
        request("shop", 500, 30);
        assertThat(book.last("shop", 15).requests()).isEqualTo(2);
        assertThat(book.last("shop", 15).p99()).isEqualTo(30);
        assertThat(book.last("shop", 14).requests()).isEqualTo(1);
        assertThat(book.last("nobody", 15).requests()).isZero();
    }

    @Test
    void a_second_pass_and_a_host_of_no_service_are_not_counted() {
        add("front_first", "shop", 200, 1);
        add("front_again", "shop", 200, 1);
        request("-", 404, 1);
        assertThat(book.services()).isEmpty();
    }

    @Test
    void what_is_older_than_an_hour_is_forgotten() {
        request("shop", 200, 1);
        clock.advance(Duration.ofMinutes(59));
        request("other", 200, 1);
        assertThat(book.services()).containsExactly("other", "shop");
        clock.advance(Duration.ofMinutes(1));
        request("other", 200, 1);
        assertThat(book.services()).containsExactly("other");
        assertThat(book.hour("shop")).allMatch(point -> point.requests() == 0);
    }

    @Test
    void a_long_connection_does_not_count_as_a_slow_answer() {
        request("shop", 101, 3_000_000);
        request("shop", 200, 5);
        assertThat(book.last("shop", 1).p99()).isEqualTo(5);
        assertThat(book.last("shop", 1).requests()).isEqualTo(2);
    }
}
