package io.paz.http.backup;

import java.time.Instant;

/**
 * A backup that was taken.
 *
 * @param number counts from 1
 * @param bytes its size, with what it shares with older ones
 * @param folder where it lies, as the service sees it
 */
public record Backup(int number, Instant time, long bytes, String folder) {}
