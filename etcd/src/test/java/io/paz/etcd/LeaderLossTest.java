package io.paz.etcd;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view of an etcd of three members. */
final class LeaderLossTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final EtcdOptions QUICK =
            new EtcdOptions(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofSeconds(1), Clock.systemUTC());

    @TempDir
    private Path folder;

    private EtcdCluster cluster;
    private EtcdConnection connection;
    private KeyTree tree;

    @BeforeEach
    void start() {
        cluster = new EtcdCluster(folder);
        cluster.startAll();
        connection = EtcdConnection.open(cluster.endpoints(), QUICK);
        tree = connection.watch("/paz/");
        put("/paz/a", "1");
        awaitEntries(Map.of("/paz/a", "1"));
    }

    @AfterEach
    void stop() {
        connection.close();
        cluster.close();
    }

    @Test
    void a_leader_that_is_killed_costs_no_change() {
        for (int round = 2; round <= 3; round++) {
            int leader = leader();
            cluster.kill(leader);
            put("/paz/a", String.valueOf(round));
            awaitEntries(Map.of("/paz/a", String.valueOf(round)));
            cluster.start(leader);
        }
    }

    @Test
    void members_without_a_leader_leave_the_view_stale_and_whole() {
        int leader = leader();
        int other = (leader + 1) % 3;
        cluster.kill(leader);
        cluster.kill(other);
        Await.until(
                "it is stale",
                TIMEOUT,
                () -> tree.snapshot().stale() && tree.snapshot().entries().equals(Map.of("/paz/a", "1")));

        cluster.start(leader);
        cluster.start(other);
        put("/paz/b", "2");
        awaitEntries(Map.of("/paz/a", "1", "/paz/b", "2"));
    }

    private int leader() {
        Await.until("there is a leader", TIMEOUT, () -> cluster.leader().isPresent());
        return cluster.leader().orElseThrow();
    }

    /** Puts, trying again while the members elect one of them. */
    private void put(String key, String value) {
        Await.until(
                "put " + key,
                TIMEOUT,
                () -> EtcdCalls.succeeds(connection.keys().put(key, value)));
    }

    private void awaitEntries(Map<String, String> entries) {
        Await.until(
                "the view shows " + entries,
                TIMEOUT,
                () -> !tree.snapshot().stale() && tree.snapshot().entries().equals(entries));
    }
}
