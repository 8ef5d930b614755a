package io.paz.orchestrator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.acme.AcmeLimits;
import io.paz.acme.AcmePorts;
import io.paz.acme.CertificateKeeper;
import io.paz.acme.Challenge;
import io.paz.acme.ChallengePublisher;
import io.paz.acme.ChallengePublisher.ChallengeException;
import io.paz.acme.Jitter;
import io.paz.acme.client.AcmeAccount;
import io.paz.acme.client.AcmeClient;
import io.paz.acme.client.TrustedRoots;
import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.DnsRecord;
import io.paz.orchestrator.dns.authority.AuthoritativeServers;
import io.paz.orchestrator.dns.rfc2136.KnotServer;
import io.paz.orchestrator.dns.rfc2136.Rfc2136Provider;
import io.paz.orchestrator.dns.rfc2136.UpdateKey;
import io.paz.orchestrator.persistence.AccessTables;
import io.paz.orchestrator.persistence.StoredAcme;
import io.paz.orchestrator.persistence.StoredCertificates;
import io.paz.orchestrator.persistence.StoredChallengeRecords;
import io.paz.secret.SecretCipher;
import io.paz.store.KeyValueStore;
import io.paz.testing.PebbleServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates by records in a zone of a real name server, of which a real ACME authority asks them. */
final class DnsChallengesTest {

    private static final String ZONE = "example.org";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static KnotServer knot;
    private static PebbleServer pebble;

    @TempDir
    private Path data;

    private KeyValueStore store;
    private StoredChallengeRecords ledger;
    private DnsChallenges challenges;

    @BeforeAll
    static void start() throws IOException {
        knot = new KnotServer(Files.createDirectory(folder.resolve("knot")), ZONE);
        pebble = new PebbleServer(Files.createDirectory(folder.resolve("pebble")), FreePort.next())
                .askingNameServer(knot.port)
                .start();
    }

    @AfterAll
    static void stop() {
        pebble.close();
        knot.close();
    }

    @BeforeEach
    void open() {
        store = KeyValueStore.open(data, AccessTables.ALL);
        ledger = new StoredChallengeRecords(store);
        challenges = challenges();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private DnsChallenges challenges() {
        DnsProvider provider = new Rfc2136Provider(knot.address(), ZONE, UpdateKey.parse(KnotServer.KEY), 60);
        AuthoritativeServers servers = new AuthoritativeServers(Optional.of(knot.address()), knot.port);
        return new DnsChallenges(Map.of(ZONE, provider), servers, ledger, Clock.systemUTC(), Duration.ofSeconds(2));
    }

    @Test
    void a_wildcard_and_its_own_name_get_certificates_and_the_records_go() {
        SecretCipher cipher = SecretCipher.openOrCreate(folder.resolve("secrets.key"));
        StoredCertificates certificates = new StoredCertificates(store, cipher);
        StoredAcme states = new StoredAcme(store, cipher);
        AcmeClient client = new AcmeClient(
                new AcmeAccount(pebble.directory(), "admin@example.org", states.accountKey()),
                TrustedRoots.tls(pebble.root()));
        StoredVault vault = new StoredVault(certificates, Clock.systemUTC());
        AcmePorts ports = new AcmePorts(
                client, vault, allInTheDns(), states, AcmePorts.Pause.by(Clock.systemUTC()), Duration.ofMillis(50));
        AcmeLimits limits = AcmeLimits.of(URI.create("https://acme.example.org"));
        try (CertificateKeeper keeper = new CertificateKeeper(ports, limits, new Jitter(1), Clock.systemUTC())) {
            keeper.round(new TreeSet<>(List.of("*.shop.example.org", "shop.example.org")));
            Await.until("both are issued", TIMEOUT, keeper::isIdle);
        }

        assertThat(states.all())
                .allSatisfy(state -> assertThat(state.lastAttempt().reason()).isEmpty());
        assertThat(vault.issued()).containsExactlyInAnyOrder("*.shop.example.org", "shop.example.org");
        assertThat(certificates
                        .find("acme-wildcard.shop.example.org")
                        .orElseThrow()
                        .bundle()
                        .names())
                .containsExactly("*.shop.example.org");
        assertThat(knot.ask("_acme-challenge.shop", "TXT")).isEmpty();
        assertThat(ledger.all()).isEmpty();
    }

    private ChallengePublisher allInTheDns() {
        return new ChallengePublisher() {
            @Override
            public Challenge.Type typeOf(String domain) {
                return Challenge.Type.DNS;
            }

            @Override
            public void publish(Challenge challenge) throws ChallengeException, InterruptedException {
                challenges.publish(challenge);
            }

            @Override
            public void withdraw(String domain) throws ChallengeException, InterruptedException {
                challenges.withdraw(domain);
            }
        };
    }

    @Test
    void records_of_two_orders_for_one_name_stand_beside_each_other_and_those_of_others_stay() throws Exception {
        DnsProvider somebody = new Rfc2136Provider(knot.address(), ZONE, UpdateKey.parse(KnotServer.KEY), 60);
        somebody.create(DnsRecord.challenge("_acme-challenge.two", "foreign")).block();
        challenges.publish(challenge("*.two.example.org", "star"));
        challenges.publish(challenge("two.example.org", "plain"));
        assertThat(knot.ask("_acme-challenge.two", "TXT").lines())
                .containsExactlyInAnyOrder("\"foreign\"", "\"star\"", "\"plain\"");

        challenges.withdraw("*.two.example.org");
        assertThat(knot.ask("_acme-challenge.two", "TXT").lines())
                .containsExactlyInAnyOrder("\"foreign\"", "\"plain\"");
        challenges.withdraw("two.example.org");
        assertThat(knot.ask("_acme-challenge.two", "TXT")).isEqualTo("\"foreign\"");
    }

    @Test
    void what_an_earlier_run_left_is_removed_and_what_an_order_wants_stays() throws Exception {
        challenges.publish(challenge("left.example.org", "left"));

        DnsChallenges next = challenges();
        next.publish(challenge("kept.example.org", "kept"));
        next.reconcile();

        assertThat(knot.ask("_acme-challenge.left", "TXT")).isEmpty();
        assertThat(knot.ask("_acme-challenge.kept", "TXT")).isEqualTo("\"kept\"");
        assertThat(ledger.all()).extracting(ChallengeRecord::domain).containsExactly("kept.example.org");
        next.withdraw("kept.example.org");
    }

    @Test
    void the_authority_is_not_asked_before_every_name_server_has_the_record() throws Exception {
        try (KnotServer other = new KnotServer(Files.createDirectory(data.resolve("other")), ZONE)) {
            DnsProvider elsewhere = new Rfc2136Provider(other.address(), ZONE, UpdateKey.parse(KnotServer.KEY), 60);
            DnsChallenges behind = new DnsChallenges(
                    Map.of(ZONE, elsewhere),
                    new AuthoritativeServers(Optional.of(knot.address()), knot.port),
                    ledger,
                    Clock.systemUTC(),
                    Duration.ofSeconds(1));

            assertThatThrownBy(() -> behind.publish(challenge("behind.example.org", "late")))
                    .isInstanceOf(ChallengeException.class)
                    .hasMessage(
                            "the record _acme-challenge.behind.example.org is not at the name server 127.0.0.1: NXDOMAIN");
            behind.withdraw("behind.example.org");
        }
    }

    @Test
    void a_domain_of_no_known_zone_is_refused() {
        assertThatThrownBy(() -> challenges.publish(challenge("*.example.net", "x")))
                .isInstanceOf(ChallengeException.class)
                .hasMessageContaining("*.example.net is in no zone of --acme-dns-zones");
        assertThat(challenges.zoneOf("*.example.org")).contains(ZONE);
        assertThat(challenges.zoneOf("myexample.org")).isEmpty();
    }

    private static Challenge challenge(String domain, String value) {
        return new Challenge(Challenge.Type.DNS, domain, "token", value);
    }
}
