package io.paz.etcd;

import java.time.Clock;
import java.time.Duration;

/**
 * @param callTimeout longest time that one call may take
 * @param secondReadingAfter how long entries that etcd lacks after a gap are kept before a second reading decides
 * @param lostStorePatience how long they are kept where etcd lost what it had: who is alive has announced itself again by then
 * @param clock tells when a view became stale
 */
public record EtcdOptions(Duration callTimeout, Duration secondReadingAfter, Duration lostStorePatience, Clock clock) {

    public static EtcdOptions defaults() {
        return new EtcdOptions(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(30), Clock.systemUTC());
    }
}
