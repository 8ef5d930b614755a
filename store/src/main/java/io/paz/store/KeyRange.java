package io.paz.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys from {@code from} (inclusive) to {@code to} (exclusive), by unsigned bytes.
 *
 * @param to null when the range has no end
 */
public record KeyRange(byte[] from, byte @Nullable [] to) {

    public static KeyRange all() {
        return new KeyRange(new byte[0], null);
    }

    public static KeyRange prefix(byte[] prefix) {
        return new KeyRange(prefix, firstKeyAfter(prefix));
    }

    boolean endsBefore(byte[] key) {
        return to != null && Arrays.compareUnsigned(key, to) >= 0;
    }

    boolean startsAfter(byte[] key) {
        return Arrays.compareUnsigned(key, from) < 0;
    }

    private static byte @Nullable [] firstKeyAfter(byte[] prefix) {
        for (int last = prefix.length - 1; last >= 0; last--) {
            if (prefix[last] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, last + 1);
                next[last]++;
                return next;
            }
        }
        return null;
    }
}
