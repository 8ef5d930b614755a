package io.paz.alarm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alarms of the platform: those that go on, and those that ended lately. For several threads. */
public final class Alarms {

    static final Duration KEPT = Duration.ofDays(90);
    static final int MAX_ENDED = 1000;

    private static final Comparator<Alarm> NEWEST_FIRST =
            Comparator.comparing(Alarm::raisedAt).thenComparing(Alarm::id).reversed();

    private final Map<String, AlarmRule> rules;
    private final AlarmRepository repository;
    private final Function<AlarmEvent, Collection<Delivery>> deliveries;
    private final Consumer<AlarmEvent> listener;
    private final Clock clock;
    private AlarmBook book;
    private List<Alarm> ended;

    /**
     * @param deliveries what is to be delivered of an event
     * @param listener called with each event once it is on disk
     */
    public Alarms(
            Collection<AlarmRule> rules,
            AlarmRepository repository,
            Function<AlarmEvent, Collection<Delivery>> deliveries,
            Consumer<AlarmEvent> listener,
            Clock clock) {
        this.rules = rules.stream().collect(Collectors.toMap(AlarmRule::name, Function.identity()));
        this.repository = repository;
        this.deliveries = deliveries;
        this.listener = listener;
        this.clock = clock;
        List<Alarm> stored = repository.all();
        this.book = AlarmBook.of(stored);
        this.ended = stored.stream()
                .filter(alarm -> !alarm.isActive())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Takes in what a look found. What it changes is on disk, with what is to be delivered, before anybody hears of it. */
    public void take(Look look) {
        List<AlarmEvent> events;
        synchronized (this) {
            AlarmBook.Turn turn = book.after(look, rules, clock.instant());
            events = turn.events();
            if (!turn.changed().isEmpty()) {
                save(turn);
            }
            book = turn.book();
        }
        events.forEach(listener);
    }

    private void save(AlarmBook.Turn turn) {
        List<Alarm> all = Stream.concat(turn.changed().stream().filter(alarm -> !alarm.isActive()), ended.stream())
                .sorted(NEWEST_FIRST)
                .toList();
        Instant oldest = clock.instant().minus(KEPT);
        List<Alarm> kept = all.stream()
                .limit(MAX_ENDED)
                .filter(alarm -> alarm.raisedAt().isAfter(oldest))
                .toList();
        List<Alarm> outdated = new ArrayList<>(all.subList(kept.size(), all.size()));
        repository.save(
                turn.changed(),
                outdated,
                turn.events().stream()
                        .flatMap(event -> deliveries.apply(event).stream())
                        .toList());
        ended = kept;
    }

    /** Those that go on, the worst first, and then the newest. */
    public synchronized List<Alarm> active() {
        return book.active().stream()
                .sorted(Comparator.comparing(Alarm::severity).reversed().thenComparing(NEWEST_FIRST))
                .toList();
    }

    /** Those that ended within the last 90 days, the newest first; 1000 at most. */
    public synchronized List<Alarm> ended() {
        return ended;
    }
}
