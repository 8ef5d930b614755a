package io.paz.host.journal;

import io.paz.host.journal.UnitJournal.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The entries that a query asks for, in order: where they stand, not what they say. An entry that is dropped meanwhile is
 * left out. Reading blocks.
 */
public final class JournalSelection {
    private final List<Place> places;

    private JournalSelection(List<Place> places) {
        this.places = places;
    }

    /** @param last sequence of the last entry that counts */
    static JournalSelection of(JournalQuery query, List<UnitJournal> journals, long last) {
        long count = Math.min(query.count(), JournalQuery.MAX_COUNT);
        boolean backwards = query.skip() < 0;
        long window = backwards ? -query.skip() : query.skip() + count;
        Window before = new Window(backwards ? window : 0, Comparator.naturalOrder());
        Window after = new Window(backwards ? count : window, Comparator.reverseOrder());
        JournalPosition from = query.from().orElse(JournalPosition.at(backwards ? Long.MAX_VALUE : 0));
        journals.forEach(journal -> journal.read((entry, place) -> {
            if (entry.sequence() <= last && query.matches(entry)) {
                (from.isAfter(entry) ? before : after).offer(place);
            }
        }));
        List<Place> places = before.sorted();
        places.addAll(after.sorted());
        return new JournalSelection(
                places.stream().skip(backwards ? 0 : query.skip()).limit(count).toList());
    }

    /** Parts of it, in order, each of about that many bytes and at least one entry. */
    public List<JournalSelection> parts(int bytes) {
        List<JournalSelection> parts = new ArrayList<>();
        int first = 0;
        int size = 0;
        for (int i = 0; i < places.size(); i++) {
            size += places.get(i).length();
            if (size >= bytes || i == places.size() - 1) {
                parts.add(new JournalSelection(places.subList(first, i + 1)));
                first = i + 1;
                size = 0;
            }
        }
        return parts;
    }

    public int size() {
        return places.size();
    }

    /** Reads them all. */
    public List<JournalEntry> all() {
        return places.stream().flatMap(place -> place.entry().stream()).toList();
    }

    /** The places that come first by an order, as many as there is room for. */
    private static final class Window {
        private final long room;
        private final PriorityQueue<Place> places;

        /** @param order the one that would have to leave first comes first */
        Window(long room, Comparator<Long> order) {
            this.room = Math.min(room, JournalQuery.MAX_COUNT);
            this.places = new PriorityQueue<>(Comparator.comparing(Place::sequence, order));
        }

        void offer(Place place) {
            places.add(place);
            if (places.size() > room) {
                places.remove();
            }
        }

        List<Place> sorted() {
            List<Place> sorted = new ArrayList<>(places);
            sorted.sort(Comparator.comparingLong(Place::sequence));
            return sorted;
        }
    }
}
