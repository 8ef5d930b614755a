package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of an etcd that asks each of them for a certificate. */
final class SecureEtcdTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LEASE_END = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static SecureEtcd etcd;

    @BeforeAll
    static void start() throws IOException {
        etcd = SecureEtcd.start(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        etcd.close();
    }

    @Test
    void a_part_reads_and_writes_its_own_keys() {
        try (EtcdConnection scheduler = EtcdConnection.open(etcd.access("scheduler"));
                EtcdConnection orchestrator = EtcdConnection.open(etcd.access("orchestrator"))) {
            String key = "/paz/config/services/web/visibility";
            try (KeyTree tree = orchestrator.watch("/paz/")) {
                scheduler.keys().put(key, "public").join();

                Await.until("the other part sees it", TIMEOUT, () -> "public"
                        .equals(tree.snapshot().entries().get(key)));
            }
        }
    }

    @Test
    void a_host_announces_under_a_lease_and_withdraws() {
        try (EtcdConnection announcer = EtcdConnection.open(etcd.access("announcer"));
                EtcdConnection paz = EtcdConnection.open(etcd.access("paz"));
                EtcdConnection confd = EtcdConnection.open(etcd.access("confd"));
                KeyTree tree = confd.watch("/paz/services/")) {
            String instance = "/paz/services/web/1/1";
            String part = "/paz/services/paz-web";
            Announcement announced = paz.announce(Map.of(part, "127.0.0.1:9000"));
            try (announced;
                    LeasedKeys leased = announcer.leaseKeys("/paz/services/", new SilentListener())) {
                leased.put(instance, "10.0.0.1:80", TIMEOUT);

                Await.until(
                        "both are there",
                        TIMEOUT,
                        () -> tree.snapshot().entries().keySet().containsAll(List.of(instance, part)));
                leased.delete(instance).join();
            }
            // Where the lease could not be ended in time, it ends by itself.
            Await.until(
                    "both are gone", LEASE_END, () -> tree.snapshot().entries().isEmpty());
        }
    }

    @Test
    void the_orchestrator_writes_challenges_that_the_proxies_read_and_nothing_else() {
        String key = "/paz/acme/challenges/shop.example.org/token";
        try (EtcdConnection orchestrator = EtcdConnection.open(etcd.access("orchestrator"));
                EtcdConnection scheduler = EtcdConnection.open(etcd.access("scheduler"));
                EtcdConnection confd = EtcdConnection.open(etcd.access("confd"))) {
            orchestrator.keys().put(key, "token.thumbprint").join();
            assertThat(confd.keys().list("/paz/acme/").join()).containsEntry(key, "token.thumbprint");
            orchestrator.keys().deletePrefix("/paz/acme/challenges/").join();

            assertThatThrownBy(() -> scheduler.keys().put(key, "x").join()).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> orchestrator
                            .keys()
                            .put("/paz/config/services/web/visibility", "public")
                            .join())
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_refused_write_names_the_part_and_the_key() {
        try (EtcdConnection announcer = EtcdConnection.open(etcd.access("announcer"))) {
            assertThatThrownBy(() -> announcer
                            .keys()
                            .put("/paz/services/paz-web", "127.0.0.1:1")
                            .join())
                    .hasMessageContaining(
                            "did not let announcer put /paz/services/paz-web: etcdserver: permission denied");
        }
    }

    @Test
    void nobody_gets_in_without_a_certificate_of_the_platform() throws IOException {
        Path stranger = SecureEtcd.certificates(folder.resolve("stranger"));
        EtcdAccess foreign = new EtcdAccess(etcd.endpoints(), Optional.of(stranger.resolve("root")));

        try (EtcdConnection connection = EtcdConnection.open(foreign)) {
            assertThatThrownBy(() -> connection.keys().list("/paz/").join())
                    .hasMessageContaining("could not list /paz/");
        }
    }

    /** A member writes all keys, whatever the roles say. */
    @Test
    void the_certificate_of_a_part_is_none_of_a_member() throws IOException {
        assertThat(etcd.askedAsMember("etcd", "/members")).contains("\"name\":\"paz\"");
        assertThat(etcd.askedAsMember("announcer", "/members")).startsWith("status ");
        assertThat(etcd.askedAsMember("root", "/members")).startsWith("status ");
    }

    @Test
    void renewed_certificates_are_taken_by_a_connection_that_is_open() throws IOException {
        Path own = SecureEtcd.certificates(folder.resolve("renewed")).resolve("scheduler");
        EtcdAccess access = new EtcdAccess(etcd.endpoints(), Optional.of(own));
        try (EtcdConnection connection = EtcdConnection.open(access);
                KeyTree tree = connection.watch("/paz/")) {
            assertThatThrownBy(() -> connection.keys().list("/paz/").join()).hasMessageContaining("no answer");
            Files.writeString(own.resolve("tls.key"), "half of a file");
            assertThatThrownBy(() -> connection.keys().list("/paz/").join()).hasMessageContaining("no answer");

            for (String name : List.of("ca.crt", "tls.crt", "tls.key")) {
                Files.copy(
                        etcd.access("scheduler").certificates().orElseThrow().resolve(name),
                        own.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Await.until("the connection is there", TIMEOUT, () -> connection
                    .keys()
                    .put("/paz/config/services/renewed/visibility", "public")
                    .handle((done, failure) -> failure == null)
                    .join());
            Await.until("the view too", TIMEOUT, () -> tree.snapshot()
                    .entries()
                    .containsKey("/paz/config/services/renewed/visibility"));
            connection.keys().delete("/paz/config/services/renewed/visibility").join();
        }
    }

    @Test
    void certificates_that_cannot_be_used_are_named() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> EtcdConnection.open(new EtcdAccess(etcd.endpoints(), Optional.of(none))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(none.resolve("ca.crt") + " cannot be read");

        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (String name : List.of("ca.crt", "tls.crt", "tls.key")) {
            Files.createFile(empty.resolve(name));
        }
        assertThatThrownBy(() -> EtcdConnection.open(new EtcdAccess(etcd.endpoints(), Optional.of(empty))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(empty + " cannot be used");
    }

    @Test
    void https_and_certificates_go_together() {
        assertThatThrownBy(() -> EtcdAccess.parse("https://127.0.0.1:2379", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: https with a folder of certificates");
        assertThatThrownBy(() -> EtcdAccess.parse("http://127.0.0.1:2379", "/certificates"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(EtcdAccess.parse("http://a:1, http://b:2", "").endpoints()).hasSize(2);
    }
}
