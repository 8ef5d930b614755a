package io.paz.host.registry;

import io.paz.host.unit.DesiredState;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import io.paz.store.Batch;
import io.paz.store.Entry;
import io.paz.store.KeyRange;
import io.paz.store.KeyValueStore;
import io.paz.store.Table;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The units and the machine's metadata, on disk before a method returns. Reads come from memory; writes block, one at a
 * time. Safe for several threads.
 */
public final class UnitRegistry {
    private static final Table UNITS = new Table("units");
    private static final Table METADATA = new Table("metadata");
    /** The tables that the store has to be opened with. */
    public static final Set<Table> TABLES = Set.of(UNITS, METADATA);

    private final KeyValueStore store;
    private final UnitCodec codec = new UnitCodec();
    private final ConcurrentSkipListMap<UnitName, RegisteredUnit> units = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, String> metadata = new ConcurrentSkipListMap<>();
    private long lastTurn;

    /** @param defaults metadata from the options; what was changed through the API wins */
    public UnitRegistry(KeyValueStore store, Map<String, String> defaults) {
        this.store = store;
        this.metadata.putAll(defaults);
        store.list(UNITS, KeyRange.all()).stream().map(codec::decode).forEach(unit -> units.put(unit.name(), unit));
        store.list(METADATA, KeyRange.all()).forEach(this::restoreMetadata);
        lastTurn = units.values().stream()
                .map(RegisteredUnit::turn)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** An empty value says that a key of the defaults was removed. */
    private void restoreMetadata(Entry entry) {
        String key = new String(entry.key(), StandardCharsets.UTF_8);
        if (entry.value().length == 0) {
            metadata.remove(key);
        } else {
            metadata.put(key, new String(entry.value(), StandardCharsets.UTF_8));
        }
    }

    public Optional<RegisteredUnit> find(UnitName name) {
        return Optional.ofNullable(units.get(name));
    }

    /** All units, in byte order of their names. */
    public List<RegisteredUnit> list() {
        return List.copyOf(units.values());
    }

    /** Writes a new unit, or other content for an old one. */
    public synchronized void save(UnitName name, UnitFile file, DesiredState desired) {
        write(new RegisteredUnit(name, file, desired, turn(name, desired)));
    }

    /** Returns whether there is such a unit. */
    public synchronized boolean setDesired(UnitName name, DesiredState desired) {
        RegisteredUnit unit = units.get(name);
        if (unit == null) {
            return false;
        }
        if (unit.desired() != desired) {
            write(new RegisteredUnit(name, unit.file(), desired, turn(name, desired)));
        }
        return true;
    }

    /** A unit that stays scheduled keeps its turn. */
    private long turn(UnitName name, DesiredState desired) {
        RegisteredUnit old = units.get(name);
        boolean isScheduled = old != null && old.desired() != DesiredState.INACTIVE;
        return old != null && isScheduled && desired != DesiredState.INACTIVE ? old.turn() : ++lastTurn;
    }

    private void write(RegisteredUnit unit) {
        store.write(new Batch().put(UNITS, key(unit.name()), codec.encode(unit)));
        units.put(unit.name(), unit);
    }

    /** Returns whether there was such a unit. */
    public synchronized boolean remove(UnitName name) {
        if (!units.containsKey(name)) {
            return false;
        }
        store.write(new Batch().delete(UNITS, key(name)));
        units.remove(name);
        return true;
    }

    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** @param changes new values by key; an empty one removes the key */
    public synchronized void changeMetadata(Map<String, String> changes) {
        Batch batch = new Batch();
        changes.forEach((key, value) ->
                batch.put(METADATA, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
        store.write(batch);
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                metadata.remove(key);
            } else {
                metadata.put(key, value);
            }
        });
    }

    private static byte[] key(UnitName name) {
        return name.text().getBytes(StandardCharsets.UTF_8);
    }
}
