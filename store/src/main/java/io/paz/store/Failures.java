package io.paz.store;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Maps RocksDB's errors to exceptions of the store. */
final class Failures {

    private Failures() {}

    static StoreException atOpening(Path folder, RocksDBException failure) {
        if (isDiskFull(failure)) {
            return diskFull(folder, failure);
        }
        if (isLocked(failure)) {
            return new StoreUnavailableException(
                    "%s: another process uses this store (%s); stop it, or choose another folder"
                            .formatted(folder, failure.getMessage()),
                    failure);
        }
        return new StoreDamagedException(
                "%s: the store is damaged and was not opened: %s; restore the folder from a backup"
                        .formatted(folder, failure.getMessage()),
                failure);
    }

    static StoreException atUse(Path folder, RocksDBException failure) {
        if (isDiskFull(failure)) {
            return diskFull(folder, failure);
        }
        return new StoreUnavailableException(
                "%s: the store does not work: %s".formatted(folder, failure.getMessage()), failure);
    }

    static StoreException atBackingUp(Path backups, RocksDBException failure) {
        if (isDiskFull(failure)) {
            return diskFull(backups, failure);
        }
        return new StoreUnavailableException(
                "%s: no backup can be made: %s".formatted(backups, failure.getMessage()), failure);
    }

    static StoreException atRestoring(Path backups, RocksDBException failure) {
        if (isDiskFull(failure)) {
            return diskFull(backups, failure);
        }
        return new StoreDamagedException(
                "%s: the backup is damaged and was not restored: %s; take another copy of this folder"
                        .formatted(backups, failure.getMessage()),
                failure);
    }

    private static DiskFullException diskFull(Path folder, RocksDBException failure) {
        return new DiskFullException(
                "%s: the disk is full (%s); make room".formatted(folder, failure.getMessage()), failure);
    }

    private static boolean isDiskFull(RocksDBException failure) {
        Status status = failure.getStatus();
        return status != null && status.getSubCode() == Status.SubCode.NoSpace;
    }

    private static boolean isLocked(RocksDBException failure) {
        String message = failure.getMessage();
        return message != null && (message.contains("While lock file") || message.contains("lock hold by"));
    }
}
