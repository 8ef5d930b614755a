package io.paz.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.rocksdb.BackupEngine;
import org.rocksdb.BackupEngineOptions;
import org.rocksdb.BackupInfo;
import org.rocksdb.Env;
import org.rocksdb.RestoreOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The folder that backups of one store are kept in; those that follow each other share files that did not change. For one thread. */
record BackupFolder(Path folder) {

    static {
        RocksDB.loadLibrary();
    }

    /** @param keep how many are kept, this one among them */
    StoreBackup add(RocksDatabase database, int keep) throws RocksDBException, IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new StoreUnavailableException(
                    "%s: no backup can be made: the folder cannot be written".formatted(folder));
        }
        try (BackupEngineOptions options = options();
                BackupEngine engine = BackupEngine.open(Env.getDefault(), options)) {
            database.backUp(engine);
            engine.purgeOldBackups(keep);
            return newest(engine)
                    .orElseThrow(() -> new StoreUnavailableException("%s: the backup is not there".formatted(folder)));
        }
    }

    /**
     * Copies the newest backup, and compares all of it with the checksums that were taken with it.
     *
     * @throws StoreDamagedException when it is not whole; an older one is not taken in its stead
     */
    StoreBackup copyNewestTo(Path place) throws RocksDBException {
        if (!Files.isDirectory(folder.resolve("meta"))) {
            throw noBackup();
        }
        try (BackupEngineOptions options = options();
                BackupEngine engine = BackupEngine.open(Env.getDefault(), options);
                RestoreOptions restore = new RestoreOptions(false)) {
            Optional<StoreBackup> whole = newest(engine);
            refuseDamaged(
                    engine.getCorruptedBackups(), whole.map(StoreBackup::number).orElse(0));
            StoreBackup backup = whole.orElseThrow(this::noBackup);
            engine.restoreDbFromBackup(backup.number(), place.toString(), place.toString(), restore);
            return backup;
        }
    }

    private BackupEngineOptions options() {
        return new BackupEngineOptions(folder.toString()).setSync(true).setShareTableFiles(true);
    }

    private void refuseDamaged(int[] damaged, int newestWhole) {
        int newest = Arrays.stream(damaged).max().orElse(0);
        if (newest > newestWhole) {
            throw new StoreDamagedException(
                    "%s: files of backup %d are missing or cut off; take another copy of this folder"
                            .formatted(folder, newest));
        }
    }

    private RestoreRefusedException noBackup() {
        return new RestoreRefusedException(
                "%s: there is no backup (expected: a folder that backups were made in)".formatted(folder));
    }

    private static Optional<StoreBackup> newest(BackupEngine engine) {
        return engine.getBackupInfo().stream()
                .max(Comparator.comparingInt(BackupInfo::backupId))
                .map(info -> new StoreBackup(info.backupId(), Instant.ofEpochSecond(info.timestamp()), info.size()));
    }
}
