package io.paz.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;

/**
 * The folder of one store.
 *
 * <p>A new database is made beside its place and moved there whole. So a folder that is in place but not whole was damaged,
 * never half made, and is refused instead of being filled with an empty database.
 */
record StoreFolder(Path folder) {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    RocksDatabase openDatabase(Set<Table> tables) throws RocksDBException, IOException {
        if (!Files.exists(place())) {
            create(tables);
        }
        if (!Files.exists(place().resolve("CURRENT"))) {
            throw new StoreDamagedException(
                    "%s: the file CURRENT is missing from the store; restore the folder from a backup"
                            .formatted(place()));
        }
        keepPrivate();
        return RocksDatabase.open(place(), tables);
    }

    /** Values and secrets of services stand in it. */
    private void keepPrivate() throws IOException {
        if (!Files.getPosixFilePermissions(place()).equals(PRIVATE)) {
            Files.setPosixFilePermissions(place(), PRIVATE);
        }
    }

    private void create(Set<Table> tables) throws RocksDBException, IOException {
        Path unfinished = unfinished();
        RocksDatabase.create(unfinished, tables).close();
        finish(unfinished);
    }

    /** Puts the newest backup in place of the store, whole or not at all. */
    StoreBackup restore(BackupFolder backups) throws RocksDBException, IOException {
        if (Files.exists(place())) {
            throw new RestoreRefusedException(
                    "%s: there is a store already (expected: none; to give it up, move it away first)"
                            .formatted(place()));
        }
        Path unfinished = unfinished();
        StoreBackup backup = backups.copyNewestTo(unfinished);
        finish(unfinished);
        return backup;
    }

    private Path unfinished() throws IOException {
        Path unfinished = folder.resolve("db.creating");
        Files.createDirectories(folder);
        remove(unfinished);
        return unfinished;
    }

    private void finish(Path unfinished) throws IOException {
        Files.move(unfinished, place(), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private Path place() {
        return folder.resolve("db");
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        for (Path path : deepestFirst(tree)) {
            Files.delete(path);
        }
    }

    private static List<Path> deepestFirst(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
