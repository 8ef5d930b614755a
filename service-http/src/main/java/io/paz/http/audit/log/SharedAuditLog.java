package io.paz.http.audit.log;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The log of a folder, which several services of one process write to. The last one that closes it closes the files. */
public final class SharedAuditLog implements AutoCloseable {

    private static final Map<Path, Use> OPEN = new HashMap<>();

    private record Use(AuditLog log, int users) {}

    private final Path folder;
    private final AuditLog log;
    private boolean closed;

    private SharedAuditLog(Path folder, AuditLog log) {
        this.folder = folder;
        this.log = log;
    }

    /**
     * Opens the log, or takes part in it when another service of this process has it open.
     *
     * @throws AuditLogException when the folder cannot be used, or another process uses it
     */
    public static SharedAuditLog open(Path folder, AuditLimits limits, Clock clock) {
        Path key = folder.toAbsolutePath().normalize();
        synchronized (OPEN) {
            Use use = OPEN.get(key);
            AuditLog log = use == null ? AuditLog.open(key, limits, clock) : use.log();
            OPEN.put(key, new Use(log, use == null ? 1 : use.users() + 1));
            return new SharedAuditLog(key, log);
        }
    }

    public AuditLog log() {
        return log;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            Use use = OPEN.get(folder);
            if (closed || use == null) {
                return;
            }
            closed = true;
            if (use.users() == 1) {
                OPEN.remove(folder);
                log.close();
            } else {
                OPEN.put(folder, new Use(log, use.users() - 1));
            }
        }
    }
}
