package io.paz.scheduler.persistence;

import io.paz.scheduler.catalog.ServiceDirectory.Entry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the directory's entry that a removal is about to delete is kept: a zero, and the milliseconds of its creation where they are known.
 * A two says that the directory had none.
 */
final class RemovalRecords {

    private static final byte UNLISTING = 0;
    private static final byte NOT_LISTED = 2;
    private static final int LENGTH_WITH_TIME = 1 + Long.BYTES;

    private RemovalRecords() {}

    public static byte[] of(@Nullable Entry entry) {
        if (entry == null) {
            return new byte[] {NOT_LISTED};
        }
        Instant created = entry.createdAt();
        return created == null
                ? new byte[] {UNLISTING}
                : ByteBuffer.allocate(LENGTH_WITH_TIME)
                        .put(UNLISTING)
                        .putLong(created.toEpochMilli())
                        .array();
    }

    /** Whether the entry was looked for, and nothing else was asked for since. */
    static boolean isUnlisting(byte[] record) {
        return record.length > 0 && (record[0] == UNLISTING || record[0] == NOT_LISTED);
    }

    /** Empty where no entry is about to be deleted. */
    static Optional<Entry> entry(String service, byte[] record) {
        if (record.length == 0 || record[0] != UNLISTING) {
            return Optional.empty();
        }
        boolean dated = record.length == LENGTH_WITH_TIME;
        return Optional.of(new Entry(
                service, dated ? Instant.ofEpochMilli(ByteBuffer.wrap(record).getLong(1)) : null));
    }
}
