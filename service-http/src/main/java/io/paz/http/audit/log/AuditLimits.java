package io.paz.http.audit.log;

import java.time.Duration;

/**
 * How large the log may become.
 *
 * @param fileBytes after which a new file is begun
 * @param fileAge after which a new file is begun
 * @param files that are kept
 * @param reserveBytes that must be free on the disk before a change is begun
 */
public record AuditLimits(long fileBytes, Duration fileAge, int files, long reserveBytes) {

    public AuditLimits {
        if (files < 2) {
            throw new IllegalArgumentException("files: %d (expected: 2 or more)".formatted(files));
        }
    }

    /** 400 MB at most, which are some two million records. */
    public static final AuditLimits DEFAULT = new AuditLimits(4_000_000, Duration.ofDays(30), 100, 1_000_000);
}
