package io.paz.orchestrator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.HostResources;
import io.paz.engine.HostUsage;
import io.paz.engine.HostUsage.ContainerUsage;
import io.paz.engine.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class UsageBookTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HostResources CAPACITY = new HostResources(2, 1000, 2000);

    private final UsageBook book = new UsageBook();

    /** Counters that grow by the same each second. */
    private static Usage usage(long second) {
        return new Usage(
                NOON.plusSeconds(second),
                second * 1_500_000_000L,
                100 + second,
                50,
                second * 10,
                second * 20,
                second * 30,
                second * 40,
                7);
    }

    private static UsagePoint point(long second) {
        return new UsagePoint(NOON.plusSeconds(second), 1.5, 100 + second, 50, 10, 20, 30, 40, 7);
    }

    private void read(long second, String... units) {
        Map<String, ContainerUsage> readings = new TreeMap<>();
        for (String unit : units) {
            readings.put(unit, new ContainerUsage(Optional.of(64L), List.of(usage(second))));
        }
        book.answered("a", NOON.plusSeconds(second), new HostUsage(CAPACITY, List.of(usage(second)), readings));
    }

    @Test
    void counters_become_rates_between_two_readings() {
        read(0, "web-1-1");
        assertThat(book.host("a").orElseThrow().now()).isEmpty();
        read(10, "web-1-1");
        read(20, "web-1-1");
        read(30, "web-1-1");
        assertThat(book.host("a"))
                .contains(new Stats.OfHost(
                        "a",
                        NOON,
                        Optional.empty(),
                        Optional.of(CAPACITY),
                        Optional.of(point(30)),
                        List.of(point(30))));
        assertThat(book.workloads("web-1-1"))
                .containsExactly(new Stats.OfWorkload(
                        "web-1-1",
                        "a",
                        true,
                        Optional.empty(),
                        Optional.of(64L),
                        Optional.of(point(30)),
                        List.of(point(30))));
    }

    @Test
    void an_hour_is_kept_and_no_more() {
        for (long second = 0; second <= 3 * 3_600; second += 10) {
            read(second, "web-1-1");
        }
        List<UsagePoint> hour = book.host("a").orElseThrow().hour();
        assertThat(hour).hasSize(121).endsWith(point(3 * 3_600));
        assertThat(hour.get(0).time()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void the_hour_that_a_host_kept_itself_is_taken_in() {
        List<Usage> kept = LongStream.rangeClosed(0, 360)
                .mapToObj(tens -> usage(tens * 10))
                .toList();
        book.answered("a", NOON.plusSeconds(3_600), new HostUsage(CAPACITY, kept, Map.of()));
        assertThat(book.host("a").orElseThrow().hour())
                .hasSize(120)
                .startsWith(point(30))
                .endsWith(point(3_600));
    }

    @Test
    void a_reading_that_is_known_changes_nothing() {
        read(0);
        read(10);
        read(10);
        assertThat(book.host("a").orElseThrow().now()).contains(point(10));
    }

    @Test
    void a_counter_that_began_anew_counts_from_nothing() {
        Usage before = usage(100);
        Usage after = new Usage(NOON.plusSeconds(110), 5_000_000_000L, 1, 1, 100, 0, 0, 0, 0);
        UsagePoint point = UsagePoint.between(before, after);
        assertThat(point.cpu()).isEqualTo(0.5);
        assertThat(point.received()).isEqualTo(10);
        assertThat(point.sent()).isZero();
    }

    @Test
    void a_host_that_does_not_answer_is_shown_as_such_with_what_is_known() {
        read(0);
        read(10);
        assertThat(book.silent("a", NOON.plusSeconds(20), "refused")).isTrue();
        assertThat(book.silent("a", NOON.plusSeconds(30), "refused")).isFalse();
        Stats.OfHost host = book.host("a").orElseThrow();
        assertThat(host.problem()).contains("refused");
        assertThat(host.since()).isEqualTo(NOON.plusSeconds(20));
        assertThat(host.now()).contains(point(10));
        assertThat(book.answered("a", NOON.plusSeconds(40), new HostUsage(CAPACITY, List.of(), Map.of())))
                .isTrue();
        assertThat(book.host("a").orElseThrow().since()).isEqualTo(NOON.plusSeconds(40));
    }

    @Test
    void a_host_that_never_answered_is_known() {
        assertThat(book.silent("b", NOON, "refused")).isTrue();
        assertThat(book.host("b"))
                .contains(new Stats.OfHost(
                        "b", NOON, Optional.of("refused"), Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void a_unit_is_shown_for_an_hour_after_its_container_went() {
        read(0, "web-1-1");
        read(10);
        assertThat(book.workloads("web-1-1").get(0).running()).isFalse();
        read(3_600);
        assertThat(book.workloads("web-1-1")).hasSize(1);
        read(3_610);
        assertThat(book.workloads("web-1-1")).isEmpty();
    }

    @Test
    void a_host_that_is_gone_is_forgotten_after_an_hour() {
        read(0);
        book.keep(Set.of(), NOON.plusSeconds(3_600));
        assertThat(book.host("a")).isPresent();
        book.keep(Set.of("a"), NOON.plusSeconds(4_000));
        assertThat(book.host("a")).isPresent();
        book.keep(Set.of(), NOON.plusSeconds(4_000));
        assertThat(book.host("a")).isEmpty();
    }
}
