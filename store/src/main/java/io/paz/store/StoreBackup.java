package io.paz.store;

import java.time.Instant;

/**
 * A whole copy of a store.
 *
 * @param number counts from 1, never given twice in one folder
 * @param time when it was taken, to the second
 * @param bytes its size, with what it shares with older ones
 */
public record StoreBackup(int number, Instant time, long bytes) {

    /** Description for people. */
    public String inWords() {
        return "backup %d of %s, %d bytes".formatted(number, time, bytes);
    }
}
