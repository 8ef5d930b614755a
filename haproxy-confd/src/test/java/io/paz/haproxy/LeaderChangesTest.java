package io.paz.haproxy;

import io.paz.etcd.Await;
import io.paz.etcd.EtcdCluster;
import io.paz.etcd.EtcdConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real confd, started as the image starts it, beside an etcd whose leader dies when a key changes. {@code bench/run leader-changes} does it
 * more often.
 */
@EnabledIfEnvironmentVariable(named = "PAZ_CONFD", matches = ".+", disabledReason = "PAZ_CONFD names no real confd")
@Timeout(3600)
final class LeaderChangesTest {

    private static final int ROUNDS = Integer.getInteger("paz.leader.rounds", 2);
    private static final int INTERVAL_SECONDS = Integer.getInteger("paz.leader.interval", 10);
    /** What docs/operations.md says of a change that etcd has taken. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void everyChangeReachesHaproxyThoughTheLeaderDiesWithIt() throws Exception {
        long[] delays = new long[ROUNDS];
        try (EtcdCluster etcd = new EtcdCluster(folder);
                EtcdConnection connection = EtcdConnection.open(etcd.endpoints());
                Instance instance = new Instance("one");
                Entrypoint entrypoint = new Entrypoint(Files.createDirectory(folder.resolve("image")))) {
            etcd.startAll();
            entrypoint.link("confd", Path.of(System.getenv("PAZ_CONFD")));
            put(connection, "/paz/config/hosts/127.0.0.1", "");
            put(connection, "/paz/services/service-0/1/1", instance.address());
            entrypoint.start(etcd.endpoints(), INTERVAL_SECONDS);
            awaitRoute(entrypoint, 0, TIMEOUT);

            for (int round = 1; round <= ROUNDS; round++) {
                int leader = leader(etcd);
                if (round % 2 == 0) {
                    etcd.kill(leader);
                }
                put(connection, "/paz/services/service-" + round + "/1/1", instance.address());
                long taken = System.nanoTime();
                if (round % 2 == 1) {
                    // Sooner or later in what confd does then.
                    LockSupport.parkNanos(Duration.ofMillis(round % 10).toNanos());
                    etcd.kill(leader);
                }
                awaitRoute(entrypoint, round, MAX_DELAY);
                delays[round - 1] = Duration.ofNanos(System.nanoTime() - taken).toMillis();
                etcd.start(leader);
                Await.until("the member that was killed is well", TIMEOUT, () -> etcd.isWell(leader));
            }
            report(delays, entrypoint.log());
        }
    }

    private static int leader(EtcdCluster etcd) {
        Await.until("there is a leader", TIMEOUT, () -> etcd.leader().isPresent());
        return etcd.leader().orElseThrow();
    }

    private static void put(EtcdConnection connection, String key, String value) {
        Await.until("etcd takes " + key, TIMEOUT, () -> connection
                .keys()
                .put(key, value)
                .handle((done, failure) -> failure == null)
                .join());
    }

    private static void awaitRoute(Entrypoint entrypoint, int service, Duration atMost) {
        Await.until(
                "HAProxy leads to service-" + service,
                atMost,
                () -> HaproxyServer.status(entrypoint.port, "service-" + service + ".paz") == 200);
    }

    private static void report(long[] delays, Path log) throws Exception {
        long anew = Files.readAllLines(log).stream()
                .filter(line -> line.endsWith("confd's watch begins anew"))
                .count();
        long[] sorted = delays.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "leader changes: %d rounds, route after %d ms (median), %d ms (longest); watch begun anew %d times%n",
                ROUNDS, sorted[ROUNDS / 2], sorted[ROUNDS - 1], anew);
    }
}
