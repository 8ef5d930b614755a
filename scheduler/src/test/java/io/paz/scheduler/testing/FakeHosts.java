package io.paz.scheduler.testing;

import io.paz.scheduler.drift.Spread;
import io.paz.scheduler.testing.FakeWorld.Slot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hosts of a fake world, on which instances are placed as fleet does: where the fewest units are, partners apart. */
public final class FakeHosts {

    private final SortedMap<String, Integer> others = new TreeMap<>();
    private final Map<Slot, String> placed = new HashMap<>();

    /** @param units that it has besides instances */
    public void add(String host, int units) {
        others.put(host, units);
    }

    /** Its instances are placed on the others. */
    public void lose(String host) {
        others.remove(host);
        List<Slot> moved = placed.entrySet().stream()
                .filter(each -> each.getValue().equals(host))
                .map(Map.Entry::getKey)
                .toList();
        moved.forEach(placed::remove);
        moved.stream().sorted(Comparator.comparing(Slot::instance)).forEach(this::place);
    }

    public void place(Slot slot) {
        if (!others.isEmpty() && !placed.containsKey(slot)) {
            String partner = placed.get(new Slot(slot.release(), Spread.partner(slot.instance())));
            load().entrySet().stream()
                    .filter(host -> others.size() == 1 || !host.getKey().equals(partner))
                    .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .ifPresent(host -> placed.put(slot, host.getKey()));
        }
    }

    public void put(Slot slot, String host) {
        placed.put(slot, host);
    }

    public void remove(Slot slot) {
        placed.remove(slot);
    }

    @Nullable
    public String of(Slot slot) {
        return placed.get(slot);
    }

    /** Two units an instance. */
    public Map<String, Integer> load() {
        Map<String, Integer> load = new TreeMap<>(others);
        placed.values().forEach(host -> load.merge(host, 2, Integer::sum));
        return load;
    }
}
