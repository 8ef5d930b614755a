package io.paz.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.alarm.AlarmEvent.Kind;
import io.paz.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a condition becomes an alarm, and when that ends. */
final class AlarmsTest {

    private static final AlarmRule SLOW = new AlarmRule("slow", Duration.ofSeconds(30), Duration.ofSeconds(60));
    private static final AlarmRule QUICK = new AlarmRule("quick", Duration.ZERO, Duration.ZERO);
    private static final Condition DOWN = new Condition(SLOW, "shop", Severity.WARNING, "it is down");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final MemoryRepository repository = new MemoryRepository();
    private final List<AlarmEvent> heard = new ArrayList<>();
    private Alarms alarms = open();

    /** Alarms as they would be on disk. */
    private static final class MemoryRepository implements AlarmRepository {
        private final Map<String, Alarm> stored = new LinkedHashMap<>();
        private final List<Delivery> deliveries = new ArrayList<>();
        private boolean isFull;

        @Override
        public List<Alarm> all() {
            return List.copyOf(stored.values());
        }

        @Override
        public void save(Collection<Alarm> alarms, Collection<Alarm> outdated, Collection<Delivery> more) {
            if (isFull) {
                throw new IllegalStateException("the disk is full");
            }
            alarms.forEach(alarm -> stored.put(alarm.id(), alarm));
            outdated.forEach(alarm -> stored.remove(alarm.id()));
            deliveries.addAll(more);
        }
    }

    private Alarms open() {
        return new Alarms(
                List.of(SLOW, QUICK),
                repository,
                event -> List.of(Delivery.of(event, "ops", clock.instant())),
                heard::add,
                clock);
    }

    private void look(Condition... conditions) {
        alarms.take(Look.of(List.of(SLOW, QUICK), List.of(conditions)));
    }

    private void after(int seconds, Condition... conditions) {
        clock.advance(Duration.ofSeconds(seconds));
        look(conditions);
    }

    private List<Kind> kinds() {
        return heard.stream().map(AlarmEvent::kind).toList();
    }

    @Test
    void is_raised_once_a_condition_has_lasted() {
        look(DOWN);
        after(29, DOWN);
        assertThat(alarms.active()).isEmpty();

        after(1, DOWN);
        after(10, DOWN);
        assertThat(kinds()).containsExactly(Kind.RAISED);
        Alarm alarm = alarms.active().get(0);
        assertThat(Duration.between(alarm.since(), alarm.raisedAt())).isEqualTo(Duration.ofSeconds(30));
        assertThat(repository.deliveries).extracting(Delivery::target).containsExactly("ops");
    }

    @Test
    void one_that_goes_before_that_begins_anew() {
        look(DOWN);
        after(29);
        after(1, DOWN);
        after(29, DOWN);
        assertThat(alarms.active()).isEmpty();
    }

    @Test
    void a_condition_that_comes_and_goes_is_one_alarm() {
        look(DOWN);
        after(30, DOWN);
        for (int i = 0; i < 20; i++) {
            after(50);
            after(5, DOWN);
        }
        assertThat(kinds()).containsExactly(Kind.RAISED);

        after(10);
        after(60);
        assertThat(kinds()).containsExactly(Kind.RAISED, Kind.ENDED);
        assertThat(alarms.active()).isEmpty();
        assertThat(alarms.ended()).hasSize(1);
    }

    @Test
    void silence_of_what_is_looked_at_neither_raises_nor_ends() {
        look(DOWN);
        after(30, DOWN);
        clock.advance(Duration.ofDays(1));
        alarms.take(Look.of(List.of(QUICK), List.of()));
        clock.advance(Duration.ofDays(1));
        alarms.take(Look.of(List.of(), List.of()));
        assertThat(kinds()).containsExactly(Kind.RAISED);
        assertThat(alarms.active()).hasSize(1);
    }

    @Test
    void one_that_worsens_is_heard_again_and_keeps_the_worst() {
        Condition worse = new Condition(QUICK, "tls", Severity.CRITICAL, "three days");
        look(new Condition(QUICK, "tls", Severity.WARNING, "ten days"));
        after(1, worse);
        after(1, new Condition(QUICK, "tls", Severity.WARNING, "ten days"));
        assertThat(kinds()).containsExactly(Kind.RAISED, Kind.WORSENED);
        assertThat(alarms.active()).extracting(Alarm::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void goes_on_over_a_restart() {
        look(DOWN);
        after(30, DOWN);
        alarms = open();
        assertThat(alarms.active()).hasSize(1);
        after(10, DOWN);
        assertThat(kinds()).containsExactly(Kind.RAISED);
        after(10);
        after(60);
        assertThat(kinds()).containsExactly(Kind.RAISED, Kind.ENDED);
        alarms = open();
        assertThat(alarms.active()).isEmpty();
        assertThat(alarms.ended()).hasSize(1);
    }

    @Test
    void nobody_hears_of_what_could_not_be_stored_until_it_is() {
        repository.isFull = true;
        Condition failed = new Condition(QUICK, "shop", Severity.WARNING, "failed");
        assertThatThrownBy(() -> look(failed)).hasMessage("the disk is full");
        assertThat(alarms.active()).isEmpty();
        assertThat(heard).isEmpty();

        repository.isFull = false;
        look(failed);
        assertThat(kinds()).containsExactly(Kind.RAISED);
    }

    @Test
    void an_alarm_of_a_rule_that_is_no_more_ends() {
        Instant time = clock.instant();
        Alarm old = new Alarm("gone", "shop", Severity.WARNING, "x", time, time, null);
        repository.stored.put(old.id(), old);
        alarms = open();
        look();
        assertThat(alarms.active()).isEmpty();
        assertThat(kinds()).containsExactly(Kind.ENDED);
    }

    @Test
    void active_and_ended_ones_are_bounded() {
        List<Condition> many = IntStream.range(0, 2 * AlarmBook.MAX_ACTIVE)
                .mapToObj(i -> new Condition(QUICK, "service-" + i, Severity.WARNING, "x"))
                .toList();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            alarms.take(Look.of(List.of(QUICK), many));
            assertThat(alarms.active()).hasSize(AlarmBook.MAX_ACTIVE);
            after(1);
        }
        assertThat(alarms.ended()).hasSize(Alarms.MAX_ENDED);
        assertThat(repository.stored).hasSize(Alarms.MAX_ENDED);

        clock.advance(Alarms.KEPT.plusSeconds(1));
        look(new Condition(QUICK, "new", Severity.WARNING, "x"));
        assertThat(alarms.ended()).isEmpty();
        assertThat(repository.stored).hasSize(1);
    }
}
