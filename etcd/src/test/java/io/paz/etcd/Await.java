package io.paz.etcd;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Await {

    private static final long POLL_INTERVAL_NANOS = Duration.ofMillis(2).toNanos();

    private Await() {}

    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not so within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
    }
}
