package io.paz.http.backup;

import java.nio.file.Path;

/** Takes a backup of all that a service has acknowledged. Blocks. */
@FunctionalInterface
public interface BackupTaker {

    /** @param keep how many backups are kept in the folder, this one among them */
    Backup take(Path folder, int keep);
}
