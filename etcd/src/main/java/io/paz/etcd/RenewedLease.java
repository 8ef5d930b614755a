package io.paz.etcd;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A lease of etcd that is renewed by calls, three times in its time. For one thread. */
final class RenewedLease {

    private static final int RENEWALS = 3;
    private static final long NONE = 0;

    private final Client client;
    private final Duration time;
    private final Duration callTimeout;
    private long id = NONE;
    private long renewed;

    RenewedLease(Client client, Duration time, Duration callTimeout) {
        this.client = client;
        this.time = time;
        this.callTimeout = callTimeout;
    }

    /** Whether the keys of an error's call have lost their lease. */
    static boolean isLost(CompletionException failure) {
        Throwable cause = failure.getCause();
        return cause != null && String.valueOf(cause.getMessage()).contains("lease not found");
    }

    long id() {
        return id;
    }

    boolean isHeld() {
        return id != NONE;
    }

    boolean isDue() {
        return System.nanoTime() - renewed >= interval().toNanos();
    }

    Duration interval() {
        return time.dividedBy(RENEWALS);
    }

    Duration untilDue() {
        Duration left = interval().minusNanos(System.nanoTime() - renewed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns whether etcd still has it. */
    boolean renew() {
        long now = System.nanoTime();
        try {
            // A renewal is a stream, which no deadline of the connection ends.
            client.lease("renew a lease", leases -> leases.keepAliveOnce(id)
                            .orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS))
                    .join();
            renewed = now;
            return true;
        } catch (CompletionException e) {
            if (!isLost(e)) {
                throw e;
            }
            forget();
            return false;
        }
    }

    void grant() {
        long now = System.nanoTime();
        id = client.lease("grant a lease", leases -> leases.grant(time.toSeconds()))
                .join()
                .getID();
        renewed = now;
    }

    void forget() {
        id = NONE;
    }
}
