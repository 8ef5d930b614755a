package io.paz.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paz.bench.load.Load;
import io.paz.test.platform.Await;
import io.paz.test.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a platform that die, hang, or are fed with rubbish, while a service is under load. */
final class OutageTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** Longer than the lease that an instance is announced under, so that it is over when etcd goes on. */
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(35);

    @TempDir
    private static Path folder;

    private static SmallDisk disk;
    private static Platform platform;
    private static Service service;

    @BeforeAll
    static void up() throws IOException {
        disk = new SmallDisk(folder.resolve("disk"));
        platform = new Platform(folder.resolve("disk/paz"));
        platform.up("--no-demo");
        service = Service.create(platform, "outage", 2).deployed();
    }

    @AfterAll
    static void destroy() {
        platform.close();
        disk.close();
    }

    @Test
    void a_hung_etcd_costs_no_request_and_nothing_is_missed_afterwards() {
        int next = lastVersion() + 1;
        Load load = Load.start(platform.load(service.name()));
        try (load) {
            platform.signal("STOP", "etcd");
            try {
                platform.directory("GET", "/services/" + service.name(), "").expect(200);
                service.deploy();
                LockSupport.parkNanos(LONGER_THAN_A_LEASE.toNanos());
            } finally {
                platform.signal("CONT", "etcd");
            }
            service.awaitDone(next);
        }
        assertNoneFailed(load);
        assertThat(service.servingVersion()).isEqualTo(String.valueOf(next));
        assertThat(service.containers())
                .containsExactly(service.name() + "-" + next + "-1", service.name() + "-" + next + "-2");
    }

    @Test
    void an_etcd_that_is_emptied_costs_no_request_and_all_keys_come_back() {
        String routes = "/paz/services/" + service.name() + "/";
        Load load = Load.start(platform.load(service.name()));
        try (load) {
            etcdctl("del", "--prefix", "/paz/");
            Await.until(
                    "both instances are announced again",
                    TIMEOUT,
                    () -> etcdctl("get", "--prefix", "--keys-only", routes)
                                    .lines()
                                    .filter(line -> line.startsWith(routes))
                                    .count()
                            == 2);
            Await.until("the host is known again", TIMEOUT, () -> etcdctl(
                            "get", "--prefix", "--keys-only", "/paz/config/hosts/")
                    .contains("/paz/config/hosts/"));
            long answered = load.report().answered();
            Await.until(
                    "requests are answered afterwards",
                    TIMEOUT,
                    () -> load.report().answered() > answered + 500);
        }
        assertNoneFailed(load);
    }

    @Test
    void a_killed_haproxy_comes_back_with_its_routes() {
        long before = platform.pid("haproxy");

        platform.signal("KILL", "haproxy");

        Await.until("HAProxy runs again", TIMEOUT, () -> platform.pid("haproxy") != before);
        Await.until("the route is back", TIMEOUT, () -> service.status() == 200);
    }

    @Test
    void the_whole_of_paz_is_killed_and_no_request_fails() {
        int next = lastVersion() + 1;
        Load load = Load.start(platform.load(service.name()));
        try (load) {
            for (String part : List.of("supervisor", "paz")) {
                platform.signal("KILL", part);
            }
            revokeLeases();
            platform.signal("KILL", "etcd");
            long answered = load.report().answered();
            Await.until(
                    "requests are answered without Paz",
                    TIMEOUT,
                    () -> load.report().answered() > answered + 500);
            platform.up("--no-demo");
            service.deployAndWait().expect(200);
        }
        assertNoneFailed(load);
        assertThat(service.servingVersion()).isEqualTo(String.valueOf(next));
    }

    @Test
    void a_full_disk_ends_no_part_for_good() throws IOException {
        assumeTrue(disk.isMounted(), "a small file system cannot be mounted here");
        List<String> parts = List.of("paz", "haproxy");
        Map<String, Long> before = parts.stream().collect(Collectors.toMap(part -> part, platform::pid));
        long supervisor = platform.pid("supervisor");
        disk.fill();
        try {
            parts.forEach(part -> platform.signal("KILL", part));
            Await.until("status says what they wait for", TIMEOUT, () -> platform.paz("status")
                    .output()
                    .contains("haproxy      waits for room on the disk"));
        } finally {
            disk.free();
        }
        Await.until("all parts run again", TIMEOUT, () -> parts.stream()
                .allMatch(part -> platform.pid(part) != before.get(part)));
        Await.until("the service answers again", TIMEOUT, () -> service.status() == 200);
        Await.until("status is well", TIMEOUT, () -> platform.paz("status").status() == 0);
        assertThat(platform.pid("supervisor")).isEqualTo(supervisor);
        service.deployAndWait().expect(200);
    }

    @Test
    void hostile_keys_in_etcd_hurt_no_service() {
        List.of(
                        Map.entry("/paz/services/evil/1/1", "10.0.0.1:80\n    http-request return status 200"),
                        Map.entry("/paz/services/evil/1/2", "unix@/var/run/docker.sock"),
                        Map.entry("/paz/services/evil/1/3", "169.254.169.254:80"),
                        Map.entry("/paz/services/evil/1/4", "127.0.0.1:80 backup"),
                        Map.entry("/paz/services/evil/1/5", "\"${HOME}\":80"),
                        Map.entry("/paz/services/ev il\nfrontend x/1/1", "127.0.0.1:80"),
                        Map.entry("/paz/services/" + service.name() + "/999/1;show", "127.0.0.1:1"),
                        Map.entry("/paz/services/" + service.name() + "/998/1", "not an address"),
                        Map.entry("/paz/config/services/" + service.name() + "/domains/web.paz or TRUE", ""),
                        Map.entry("/paz/config/services/" + service.name() + "/domains/-f /etc/passwd", ""),
                        Map.entry("/paz/config/domain", "{{.Evil}}\nlisten x"))
                .forEach(hostile -> etcdctl("put", "--", hostile.getKey(), hostile.getValue()));
        try {
            Service later = Service.create(platform, "later", 1).deployed();
            Await.until("a service that came after the keys answers", TIMEOUT, () -> later.status() == 200);
            assertThat(service.status()).as("the service that was there").isEqualTo(200);
            assertThat(platform.routed("evil.paz", "/").status()).isIn(404, 503);
            assertThat(platform.routed("no-such.paz", "/").status()).isEqualTo(404);
            later.delete();
        } finally {
            etcdctl("del", "--prefix", "/paz/services/ev");
            etcdctl("del", "--prefix", "/paz/services/" + service.name() + "/99");
            etcdctl("del", "--prefix", "/paz/config/services/" + service.name() + "/domains/");
            etcdctl("del", "/paz/config/domain");
        }
    }

    private static String etcdctl(String... arguments) {
        return platform.etcdctl(arguments);
    }

    /** As they end when nobody renews them for as long as they last. */
    private static void revokeLeases() {
        etcdctl("lease", "list")
                .lines()
                .filter(line -> line.matches("[0-9a-f]+"))
                .forEach(lease -> etcdctl("lease", "revoke", lease));
    }

    private static int lastVersion() {
        return Integer.parseInt(service.servingVersion());
    }

    private static void assertNoneFailed(Load load) {
        assertThat(load.report().answered()).as("answered requests").isPositive();
        assertThat(load.report().failures()).as("failed requests").isEmpty();
    }
}
