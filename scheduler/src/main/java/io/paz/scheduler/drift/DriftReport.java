package io.paz.scheduler.drift;

import io.paz.scheduler.drift.Finding.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Result of the last drift check.
 *
 * @param checkedAt when it was looked for last and everything needed answered; null before
 * @param unknownSince when something needed stopped answering; null while all of it does
 * @param problem what does not answer; null while all of it does
 * @param entries what was found at {@code checkedAt}
 */
public record DriftReport(
        State state,
        @Nullable Instant checkedAt,
        @Nullable Instant unknownSince,
        @Nullable String problem,
        List<Entry> entries) {

    static final DriftReport NOT_YET = new DriftReport(State.NOT_YET, null, null, null, List.of());
    static final DriftReport OFF = new DriftReport(State.OFF, null, null, null, List.of());

    public DriftReport {
        entries = List.copyOf(entries);
    }

    /** How much is known. */
    public enum State {
        /** Nobody looks. */
        OFF,
        /** Nobody has looked since the start. */
        NOT_YET,
        KNOWN,
        /** All but routes. */
        PARTLY_KNOWN,
        /** The engine does not answer: the entries are of the last look that it answered. */
        UNKNOWN
    }

    /**
     * Something that was found.
     *
     * @param since when it was found first since the start of this scheduler
     * @param repairs how often the part was repaired within the last hour
     * @param repairedAt when it was repaired last within the last hour
     * @param obstacle why it could not be repaired; null when it was, or nobody tried
     */
    public record Entry(
            Finding finding,
            Instant since,
            int repairs,
            @Nullable Instant repairedAt,
            @Nullable String obstacle) {

        private Entry after(@Nullable Entry earlier) {
            return earlier == null ? this : new Entry(finding, earlier.since, repairs, repairedAt, earlier.obstacle);
        }

        private Entry repaired(Instant now) {
            return new Entry(finding, since, repairs + 1, now, null);
        }

        private Entry hindered(String why) {
            return new Entry(finding, since, repairs, repairedAt, why);
        }
    }

    /** The same with the entries of one service. */
    public DriftReport of(String service) {
        List<Entry> its = entries.stream()
                .filter(each -> each.finding().release().service().equals(service))
                .toList();
        return new DriftReport(state, checkedAt, unknownSince, problem, its);
    }

    /**
     * @param found now
     * @param kept entries that were not looked at and stay as they are
     * @param routesProblem why nothing is known of routes; null when it is
     */
    DriftReport next(List<Entry> found, Predicate<Entry> kept, @Nullable String routesProblem, Instant now) {
        Map<Place, Entry> before =
                entries.stream().collect(Collectors.toMap(each -> each.finding().place(), Function.identity()));
        List<Entry> next = Stream.concat(
                        found.stream()
                                .map(each ->
                                        each.after(before.get(each.finding().place()))),
                        entries.stream().filter(kept))
                .toList();
        return routesProblem == null
                ? new DriftReport(State.KNOWN, now, null, null, next)
                : new DriftReport(State.PARTLY_KNOWN, now, unknownSince(now), routesProblem, next);
    }

    DriftReport unknown(String why, Instant now) {
        return new DriftReport(State.UNKNOWN, checkedAt, unknownSince(now), why, entries);
    }

    private Instant unknownSince(Instant now) {
        return unknownSince == null ? now : unknownSince;
    }

    DriftReport repaired(Place place, Instant now) {
        return with(place, each -> each.repaired(now));
    }

    DriftReport hindered(Place place, String why) {
        return with(place, each -> each.hindered(why));
    }

    private DriftReport with(Place place, Function<Entry, Entry> change) {
        List<Entry> next = entries.stream()
                .map(each -> each.finding().place().equals(place) ? change.apply(each) : each)
                .toList();
        return new DriftReport(state, checkedAt, unknownSince, problem, next);
    }
}
