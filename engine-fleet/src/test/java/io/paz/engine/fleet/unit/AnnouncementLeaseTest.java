package io.paz.engine.fleet.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paz.etcd.LeasedKeys;
import io.paz.testing.BusyboxImage;
import io.paz.testing.Command;
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

    /** Short, so that a test can outlast it; long enough for a renewal on a loaded machine. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration LONGER_THAN_LEASE = LEASE.plusSeconds(2);

    /** Announced anew, with all that a loaded machine takes. */
    private static final Duration RETURN_TIMEOUT = Duration.ofSeconds(40);

    private static final Duration PROCESS_START = Duration.ofSeconds(60);

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
                .withLease(LEASE)
                .with("PAZ_ETCD_ENDPOINTS", network.endpoint());
    }

    @AfterEach
    void remove() {
        sidekick.close();
        network.close();
        etcd.close();
    }

    @Test
    void an_instance_that_starts_slowly_is_announced_without_a_gap() throws IOException {
        sidekick.announce(null);
        sidekick.runContainer(
                "/bin/busybox", "sh", "-c", "/bin/busybox sleep 8; exec /bin/busybox httpd -f -p 80 -h /www");
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
        sidekick.assertStaysAnnouncedFor(LONGER_THAN_LEASE);
    }

    @Test
    void a_lost_lease_is_replaced() throws IOException {
        announced();
        long created = sidekick.createRevision();
        sidekick.revokeLeases();
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
        assertThat(sidekick.createRevision()).isGreaterThan(created);
    }

    @Test
    void a_put_that_failed_is_repeated() throws IOException {
        announced();
        network.fail(Fault.CUT);
        sidekick.revokeLeases();
        await().atMost(RETURN_TIMEOUT).until(() -> sidekick.said().contains("\nnot renewed: etcd at "));
        assertThat(sidekick.announced()).isEmpty();
        network.fail(Fault.NONE);
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
        sidekick.awaitSaid("\nannounced " + sidekick.published());
    }

    @Test
    void a_key_that_was_removed_comes_back() throws IOException {
        announced();
        etcd.ctl("del", "--prefix", "/paz/services");
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
    }

    @Test
    void a_key_that_somebody_changed_is_put_right() throws IOException {
        announced();
        etcd.ctl("put", sidekick.key(), "10.9.9.9:80");
        await().atMost(RETURN_TIMEOUT).until(() -> sidekick.announced().equals(sidekick.published()));
        assertThat(sidekick.leaseTime()).isEqualTo(LEASE.toSeconds() + "s");
    }

    @Test
    void an_etcd_that_swallows_a_request_does_not_hold_up_the_next() throws IOException {
        announced();
        network.fail(Fault.SWALLOW);
        await().atMost(RETURN_TIMEOUT).until(() -> sidekick.said().contains("\nnot renewed: etcd at "));
        network.fail(Fault.NONE);
        sidekick.revokeLeases();
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
    }

    @Test
    void an_announcer_that_was_paused_or_away_longer_than_its_lease_announces_all_again() throws Exception {
        announcedByProcess();
        sidekick.signalAnnouncer("STOP");
        sidekick.awaitLeaseEnd();
        sidekick.signalAnnouncer("CONT");
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
        sidekick.assertStaysAnnouncedFor(LONGER_THAN_LEASE);

        sidekick.killAnnouncer();
        sidekick.awaitLeaseEnd();
        sidekick.startAnnouncer();
        sidekick.awaitAnnounced(RETURN_TIMEOUT);
        sidekick.awaitSaid("\nannounced " + sidekick.published());
    }

    @Test
    void an_announcer_that_is_replaced_loses_no_key() throws Exception {
        sidekick.withLease(LeasedKeys.DEFAULT_LEASE);
        announced();
        String lease = sidekick.lease();
        long created = sidekick.createRevision();
        sidekick.stopAnnouncer();
        sidekick.startAnnouncer();
        await().atMost(RETURN_TIMEOUT).until(() -> !sidekick.lease().equals(lease));
        assertThat(sidekick.createRevision()).isEqualTo(created);
    }

    @Test
    void an_address_and_an_etcd_that_changed_reach_an_instance_that_runs() throws Exception {
        announced();
        sidekick.stopAnnouncer();
        try (RealEtcd other = new RealEtcd(folder.resolve("other"))) {
            sidekick.startAnnouncer("192.0.2.7", other.endpoint());
            String wanted = sidekick.published().replace(bridge, "192.0.2.7");
            await().atMost(RETURN_TIMEOUT).until(() -> other.get(sidekick.key()).equals(wanted));
            sidekick.awaitSaid("\nannounced " + wanted);
        }
    }

    @Test
    void an_announcer_that_comes_late_announces_what_runs() throws Exception {
        sidekick.runContainer(SidekickUnderTest.SERVE);
        sidekick.startSidekick(null);
        sidekick.awaitSaid("does not answer; trying again every second");
        sidekick.startAnnouncer();
        sidekick.awaitAnnounced();
    }

    @Test
    void a_container_that_ends_while_the_announcer_is_paused_is_not_announced_from_the_old_reading() throws Exception {
        announcedByProcess();
        sidekick.signalAnnouncer("STOP");
        Command.run("docker", "kill", sidekick.container());
        sidekick.revokeLeases();
        sidekick.signalAnnouncer("CONT");
        sidekick.assertNotAnnouncedFor(Duration.ofSeconds(6));
    }

    @Test
    void the_host_is_marked_after_its_instances_and_again_when_etcd_was_emptied() throws IOException {
        announced();
        String marker = "/paz/config/announcers/" + bridge;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> etcd.ctl("get", marker).startsWith(marker));
        etcd.ctl("del", "--prefix", "/paz");
        sidekick.awaitAnnounced(Duration.ofSeconds(5));
        await().atMost(RETURN_TIMEOUT).until(() -> etcd.ctl("get", marker).startsWith(marker));
    }

    private void announcedByProcess() throws IOException {
        sidekick.startAnnouncerProcess();
        sidekick.runContainer(SidekickUnderTest.SERVE);
        sidekick.startSidekick(null);
        sidekick.awaitAnnounced(PROCESS_START);
    }

    private void announced() throws IOException {
        sidekick.runContainer(SidekickUnderTest.SERVE);
        sidekick.announce(null);
        sidekick.awaitAnnounced();
    }
}
