package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.testing.BusyboxImage;
import io.paz.testing.FaultyNetwork;
import io.paz.testing.FaultyNetwork.Fault;
import io.paz.testing.RealEtcd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An announcement lasts as long as its instance is healthy, whatever happens to etcd, the way to it, and the sidekick. Each test waits
 * for renewals, with an etcd of its own, beside the others.
 */
@Execution(ExecutionMode.CONCURRENT)
class AnnouncementLeaseTest {

    /** A renewal every 10 s, and what it may take. */
    private static final Duration NEXT_RENEWAL = Duration.ofSeconds(18);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static BusyboxImage image;
    private static String bridge;

    private RealEtcd etcd;
    private FaultyNetwork network;
    private SidekickUnderTest sidekick;

    @BeforeAll
    static void start() throws IOException {
        image = new BusyboxImage(shared);
        bridge = BusyboxImage.bridgeAddress();
    }

    @AfterAll
    static void stop() {
        image.close();
    }

    @BeforeEach
    void prepare() {
        etcd = new RealEtcd(folder.resolve("etcd"));
        network = new FaultyNetwork(etcd.endpoint());
        sidekick = new SidekickUnderTest(folder, etcd, image.name(), bridge)
                .with("PAZ_ETCD_ENDPOINTS", network.endpoint());
    }

    @AfterEach
    void remove() {
        sidekick.close();
        network.close();
        etcd.close();
    }

    @Test
    void an_instance_that_starts_slowly_is_announced_under_a_fresh_lease() throws IOException {
        sidekick.announce(null);
        sidekick.runContainer(
                "/bin/busybox", "sh", "-c", "/bin/busybox sleep 8; exec /bin/busybox httpd -f -p 80 -h /www");
        sidekick.awaitAnnounced(Duration.ofSeconds(20));
        assertThat(sidekick.secondsLeft()).isGreaterThanOrEqualTo(24);
    }

    @Test
    void a_lost_lease_is_replaced() throws IOException {
        announced();
        sidekick.revokeLeases();
        assertThat(sidekick.announced()).isEmpty();
        sidekick.awaitAnnounced(NEXT_RENEWAL);
    }

    @Test
    void a_put_that_failed_is_repeated() throws IOException {
        announced();
        sidekick.revokeLeases();
        // The renewal is answered, that there is no such lease; a new one is granted; the put fails.
        network.fail(Fault.CUT, 2);
        await().atMost(NEXT_RENEWAL).until(() -> sidekick.said().contains("\nnot renewed: etcd at "));
        assertThat(etcd.ctl("lease", "list")).startsWith("found 1 leases");
        network.fail(Fault.NONE, 0);
        sidekick.awaitAnnounced(NEXT_RENEWAL);
        sidekick.awaitSaid("\nannounced " + sidekick.published());
    }

    @Test
    void a_key_that_was_removed_comes_back() throws IOException {
        announced();
        etcd.ctl("del", "--prefix", "/paz/services");
        sidekick.awaitAnnounced(NEXT_RENEWAL);
    }

    @Test
    void a_key_that_somebody_changed_is_put_right() throws IOException {
        announced();
        etcd.ctl("put", sidekick.key(), "10.9.9.9:80");
        await().atMost(NEXT_RENEWAL).until(() -> sidekick.announced().equals(sidekick.published()));
        assertThat(sidekick.secondsLeft()).isPositive();
    }

    @Test
    void an_etcd_that_swallows_a_request_does_not_hold_up_the_next() throws IOException {
        announced();
        network.fail(Fault.SWALLOW, 0);
        await().atMost(NEXT_RENEWAL).until(() -> sidekick.said().contains("\nnot renewed: etcd at "));
        network.fail(Fault.NONE, 0);
        sidekick.revokeLeases();
        sidekick.awaitAnnounced(NEXT_RENEWAL);
    }

    @Test
    void a_paused_sidekick_renews_at_once() throws IOException {
        announced();
        sidekick.signal("STOP");
        await().atMost(Duration.ofSeconds(30)).until(() -> sidekick.secondsLeft() <= 17);
        sidekick.signal("CONT");
        // Sooner than the renewal that would be due after it.
        await().atMost(Duration.ofSeconds(9)).until(() -> sidekick.secondsLeft() >= 24);
    }

    private void announced() throws IOException {
        sidekick.runContainer(SidekickUnderTest.SERVE);
        sidekick.announce(null);
        sidekick.awaitAnnounced();
    }
}
