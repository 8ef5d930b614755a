package io.paz.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ordered key-value store on disk, for one process.
 *
 * <p>Every method blocks and must not be called from an event loop. All of them are safe for several threads; writers that
 * call at the same time share one sync of the disk. When {@link #write} returns, the batch survives a loss of power.
 *
 * <p>All methods throw {@link StoreUnavailableException} once the store is closed or when its disk fails.
 */
public final class KeyValueStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyValueStore.class);

    /** Room that must be free before a store that met a full disk is opened anew. */
    private static final long ROOM_TO_RECOVER = 16L * 1024 * 1024;

    private final StoreFolder folder;
    private final Set<Table> tables;
    private final Object backups = new Object();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile @Nullable RocksDatabase database;
    private boolean closed;
    private volatile boolean diskFull;
    private volatile boolean unwritten;
    private volatile Runnable written = () -> {};

    private KeyValueStore(StoreFolder folder, Set<Table> tables, RocksDatabase database) {
        this.folder = folder;
        this.tables = tables;
        this.database = database;
        this.unwritten = database.isUnwritten();
    }

    /**
     * Opens the store in the folder, and makes it when the folder has none.
     *
     * @throws StoreDamagedException when opening it would lose what was written
     * @throws StoreUnavailableException when another process holds it or the folder cannot be used
     */
    public static KeyValueStore open(Path folder, Set<Table> tables) {
        StoreFolder place = new StoreFolder(folder);
        return new KeyValueStore(place, Set.copyOf(tables), openDatabase(place, tables));
    }

    private static RocksDatabase openDatabase(StoreFolder folder, Set<Table> tables) {
        try {
            return folder.openDatabase(tables);
        } catch (RocksDBException e) {
            throw Failures.atOpening(folder.folder(), e);
        } catch (IOException e) {
            throw new StoreUnavailableException("%s: the store cannot be opened: %s".formatted(folder.folder(), e), e);
        }
    }

    /**
     * Puts the newest backup of a folder where the store would be.
     *
     * @throws RestoreRefusedException when there is a store already, or no backup
     * @throws StoreDamagedException when the backup is not whole; nothing is left of it then
     */
    public static StoreBackup restore(Path backups, Path folder) {
        try {
            return new StoreFolder(folder).restore(new BackupFolder(backups));
        } catch (RocksDBException e) {
            throw Failures.atRestoring(backups, e);
        } catch (IOException e) {
            throw new StoreUnavailableException("%s: the backup cannot be restored: %s".formatted(folder, e), e);
        }
    }

    /**
     * Adds a backup of all that was written until now. Reads and writes go on; backups at the same time follow each other.
     *
     * @param keep the newest ones that are kept, at least 1
     */
    public StoreBackup backUp(Path folder, int keep) {
        synchronized (backups) {
            StoreBackup made = use(open -> backUp(open, new BackupFolder(folder), keep));
            return Objects.requireNonNull(made);
        }
    }

    private static StoreBackup backUp(RocksDatabase open, BackupFolder backups, int keep) {
        try {
            return backups.add(open, keep);
        } catch (RocksDBException e) {
            throw Failures.atBackingUp(backups.folder(), e);
        } catch (IOException e) {
            throw new StoreUnavailableException("%s: no backup can be made: %s".formatted(backups.folder(), e), e);
        }
    }

    /** Has the listener called after every write, on the thread that wrote; it replaces an earlier one. */
    public void onWrite(Runnable listener) {
        written = listener;
    }

    /** A number that every write makes greater, and that stays while nothing is written; a restored backup has a smaller one. */
    public long revision() {
        Long revision = use(RocksDatabase::revision);
        return Objects.requireNonNull(revision);
    }

    public Optional<byte[]> get(Table table, byte[] key) {
        return Optional.ofNullable(use(open -> open.get(table, key)));
    }

    /** Shows the entries of one moment, in order, until the visitor has enough. Later writes are not seen. */
    public void scan(Table table, KeyRange range, Order order, EntryVisitor visitor) {
        use(open -> {
            open.scan(table, range, order, visitor);
            return null;
        });
    }

    /** All entries of the range, ascending. */
    public List<Entry> list(Table table, KeyRange range) {
        List<Entry> entries = new ArrayList<>();
        scan(table, range, Order.ASCENDING, (key, value) -> entries.add(new Entry(key, value)));
        return entries;
    }

    /** The entry with the highest key of the range. */
    public Optional<Entry> last(Table table, KeyRange range) {
        List<Entry> entries = new ArrayList<>(1);
        scan(table, range, Order.DESCENDING, (key, value) -> {
            entries.add(new Entry(key, value));
            return false;
        });
        return entries.stream().findFirst();
    }

    /**
     * Writes the batch, all or nothing, and syncs it.
     *
     * @throws DiskFullException when there is no room; nothing was written
     */
    public void write(Batch batch) {
        recoverFromFullDisk();
        use(open -> {
            open.write(batch);
            keepFirstWrite(open);
            return null;
        });
        written.run();
    }

    /**
     * Takes the first write out of the write-ahead log into a table file, so that a store which held something can never be
     * mistaken for a new one, whatever happens to its log.
     */
    private void keepFirstWrite(RocksDatabase open) throws RocksDBException {
        if (unwritten) {
            open.flush();
            unwritten = false;
        }
    }

    private void recoverFromFullDisk() {
        if (!diskFull) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (diskFull && !closed) {
                reopen();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void reopen() {
        long free = freeBytes();
        if (free < ROOM_TO_RECOVER) {
            throw new DiskFullException("%s: the disk is full: %d bytes free (expected: at least %d); make room"
                    .formatted(folder.folder(), free, ROOM_TO_RECOVER));
        }
        closeDatabase();
        database = openDatabase(folder, tables);
        diskFull = false;
        log.info("{}: disk space available again, the store accepts writes", folder.folder());
    }

    private long freeBytes() {
        try {
            return folder.freeBytes();
        } catch (IOException e) {
            throw new StoreUnavailableException("%s: the disk does not answer: %s".formatted(folder.folder(), e), e);
        }
    }

    private <T> @Nullable T use(Use<T> use) {
        if (database == null) {
            // The disk was full again right when it was opened anew.
            recoverFromFullDisk();
        }
        Lock shared = lock.readLock();
        shared.lock();
        try {
            return use.with(openDatabase());
        } catch (RocksDBException e) {
            throw failed(e);
        } finally {
            shared.unlock();
        }
    }

    private RocksDatabase openDatabase() {
        if (database == null) {
            throw new StoreUnavailableException("%s: the store is closed".formatted(folder.folder()));
        }
        return database;
    }

    private StoreException failed(RocksDBException failure) {
        StoreException exception = Failures.atUse(folder.folder(), failure);
        if (exception instanceof DiskFullException && !diskFull) {
            diskFull = true;
            log.error("{}: disk full, writes are refused: {}", folder.folder(), failure.getMessage());
        }
        return exception;
    }

    /** Waits for calls that are under way. Calls afterwards are refused; closing twice does nothing. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            closeDatabase();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void closeDatabase() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private interface Use<T> {
        @Nullable
        T with(RocksDatabase open) throws RocksDBException;
    }
}
