package io.paz.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BackupEngine;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** An open RocksDB with its native handles. Using it after {@link #close} would crash the process: its owner guards that. */
final class RocksDatabase implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    private final RocksSettings settings;
    private final RocksDB database;
    private final Map<String, ColumnFamilyHandle> tables;
    private final WriteOptions synced = new WriteOptions().setSync(true);

    private RocksDatabase(RocksSettings settings, RocksDB database, Map<String, ColumnFamilyHandle> tables) {
        this.settings = settings;
        this.database = database;
        this.tables = tables;
    }

    static RocksDatabase create(Path folder, Set<Table> tables) throws RocksDBException {
        return open(folder, tables, true);
    }

    static RocksDatabase open(Path folder, Set<Table> tables) throws RocksDBException {
        return open(folder, tables, false);
    }

    private static RocksDatabase open(Path folder, Set<Table> tables, boolean create) throws RocksDBException {
        RocksSettings settings = new RocksSettings();
        DBOptions options = settings.database(create);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB database = RocksDB.open(options, folder.toString(), descriptors(tables, settings), handles);
            return new RocksDatabase(settings, database, byName(handles));
        } catch (RocksDBException e) {
            settings.close();
            throw e;
        }
    }

    private static List<ColumnFamilyDescriptor> descriptors(Set<Table> tables, RocksSettings settings) {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.table()));
        tables.forEach(table -> descriptors.add(
                new ColumnFamilyDescriptor(table.name().getBytes(StandardCharsets.UTF_8), settings.table())));
        return descriptors;
    }

    private static Map<String, ColumnFamilyHandle> byName(List<ColumnFamilyHandle> handles) throws RocksDBException {
        Map<String, ColumnFamilyHandle> tables = new HashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            tables.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
        }
        return tables;
    }

    byte @Nullable [] get(Table table, byte[] key) throws RocksDBException {
        return database.get(handle(table), key);
    }

    /** Whether nothing was ever written. */
    boolean isUnwritten() {
        return revision() == 0;
    }

    /** RocksDB's own number of the last write. */
    long revision() {
        return database.getLatestSequenceNumber();
    }

    void write(Batch batch) throws RocksDBException {
        try (WriteBatch changes = new WriteBatch()) {
            for (Batch.Change change : batch.changes()) {
                add(change, changes);
            }
            database.write(synced, changes);
        }
    }

    private void add(Batch.Change change, WriteBatch changes) throws RocksDBException {
        byte[] value = change.value();
        if (value == null) {
            changes.delete(handle(change.table()), change.key());
        } else {
            changes.put(handle(change.table()), change.key(), value);
        }
    }

    /** Moves what is in memory and in the write-ahead log into table files. */
    void flush() throws RocksDBException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            database.flush(options, List.copyOf(tables.values()));
        }
    }

    /** Adds a copy of this moment; writes go on meanwhile. */
    void backUp(BackupEngine engine) throws RocksDBException {
        engine.createNewBackup(database, true);
    }

    void scan(Table table, KeyRange range, Order order, EntryVisitor visitor) throws RocksDBException {
        try (RocksIterator entries = database.newIterator(handle(table))) {
            if (order == Order.ASCENDING) {
                ascend(entries, range, visitor);
            } else {
                descend(entries, range, visitor);
            }
            entries.status();
        }
    }

    private static void ascend(RocksIterator entries, KeyRange range, EntryVisitor visitor) {
        for (entries.seek(range.from()); entries.isValid(); entries.next()) {
            byte[] key = entries.key();
            if (range.endsBefore(key) || !visitor.visit(key, entries.value())) {
                return;
            }
        }
    }

    private static void descend(RocksIterator entries, KeyRange range, EntryVisitor visitor) {
        for (seekLast(entries, range); entries.isValid(); entries.prev()) {
            byte[] key = entries.key();
            if (range.startsAfter(key) || !visitor.visit(key, entries.value())) {
                return;
            }
        }
    }

    private static void seekLast(RocksIterator entries, KeyRange range) {
        byte[] to = range.to();
        if (to == null) {
            entries.seekToLast();
            return;
        }
        entries.seekForPrev(to);
        if (entries.isValid() && range.endsBefore(entries.key())) {
            entries.prev();
        }
    }

    private ColumnFamilyHandle handle(Table table) {
        ColumnFamilyHandle handle = tables.get(table.name());
        if (handle == null) {
            throw new IllegalArgumentException("table %s: not among the tables that the store was opened with: %s"
                    .formatted(table.name(), tables.keySet()));
        }
        return handle;
    }

    @Override
    public void close() {
        tables.values().forEach(ColumnFamilyHandle::close);
        synced.close();
        database.close();
        settings.close();
    }
}
