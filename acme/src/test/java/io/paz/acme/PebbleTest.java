package io.paz.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.acme.client.AcmeAccount;
import io.paz.acme.client.AcmeClient;
import io.paz.acme.client.TrustedRoots;
import io.paz.etcd.FreePort;
import io.paz.testing.Await;
import io.paz.testing.PebbleServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders at a real ACME authority. */
class PebbleTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final AcmeLimits LIMITS = AcmeLimits.of(URI.create("https://acme.example.org"));
    private static final Jitter JITTER = new Jitter(11);

    @TempDir
    static Path folder;

    private static PebbleServer pebble;
    private static ChallengeServer challenges;
    private static KeyPair accountKey;

    private final ShiftedClock clock = new ShiftedClock();
    private final MemoryVault vault = new MemoryVault();
    private final MemoryDomains domains = new MemoryDomains();
    private CertificateKeeper keeper;

    @BeforeAll
    static void start() throws IOException {
        int port = FreePort.next();
        // A fifth of the nonces is refused throughout.
        pebble = new PebbleServer(folder, port).start(Map.of("PEBBLE_WFE_NONCEREJECT", "20"));
        challenges = new ChallengeServer(port);
        accountKey = KeyPairText.parse(KeyPairText.generate());
    }

    @AfterAll
    static void stop() {
        challenges.close();
        pebble.close();
    }

    @BeforeEach
    void openKeeper() {
        challenges.isReachable = true;
        challenges.answer = "";
        keeper = keeper(client());
    }

    @AfterEach
    void closeKeeper() {
        keeper.close();
    }

    @Test
    void issues_leaves_and_renews_with_a_new_key_when_the_clock_is_80_days_ahead() {
        round("shop.example.org");
        X509Certificate first = certificate("shop.example.org");
        assertThat(challenges.published).isEmpty();
        assertThat(domains.states.get("shop.example.org").pending()).isNull();

        round("shop.example.org");
        assertThat(certificate("shop.example.org")).isEqualTo(first);

        clock.advance(Duration.ofDays(80));
        round("shop.example.org");
        X509Certificate second = certificate("shop.example.org");
        assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
        assertThat(keeper.statuses()).singleElement().satisfies(status -> {
            assertThat(status.lastAttempt().succeeded()).isTrue();
            assertThat(status.isRunning()).isFalse();
        });
    }

    @Test
    void keeps_the_authoritys_reason_of_a_refused_challenge_and_backs_off() {
        challenges.answer = "not what was asked for";
        round("refused.example.org");

        DomainState state = domains.states.get("refused.example.org");
        assertThat(state.lastAttempt().succeeded()).isFalse();
        assertThat(state.lastAttempt().reason()).contains("not what was asked for");
        assertThat(state.failures()).hasSize(1);
        assertThat(state.retryAt()).isAfter(clock.instant().plus(Duration.ofMinutes(4)));
        assertThat(challenges.published).isEmpty();
        assertThat(vault.certificates).isEmpty();

        challenges.answer = "";
        round("refused.example.org");
        assertThat(vault.certificates).isEmpty();

        clock.advance(Duration.ofMinutes(10));
        round("refused.example.org");
        assertThat(certificate("refused.example.org")).isNotNull();
    }

    @Test
    void a_person_need_not_wait_for_the_back_off_but_may_not_insist() {
        pebble.pointElsewhere("wrong.example.org");
        round("wrong.example.org");
        assertThat(domains.states.get("wrong.example.org").lastAttempt().reason())
                .contains("127.0.0.99");

        pebble.pointHere("wrong.example.org");
        assertThat(keeper.retry("wrong.example.org")).isEmpty();
        assertThat(keeper.retry("wrong.example.org"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("less than a minute ago"));
        assertThat(keeper.retry("nobody.example.org")).isPresent();
        round("wrong.example.org");

        assertThat(certificate("wrong.example.org")).isNotNull();
    }

    @Test
    void does_not_ask_the_authority_before_the_challenge_is_answered_everywhere() {
        challenges.isReachable = false;
        round("early.example.org");
        DomainState state = domains.states.get("early.example.org");
        assertThat(state.lastAttempt().reason()).isEqualTo("127.0.0.1 does not answer");
        assertThat(state.failures()).isEmpty();
        String location = state.pending().location();

        challenges.isReachable = true;
        clock.advance(Duration.ofMinutes(10));
        round("early.example.org");

        assertThat(certificate("early.example.org")).isNotNull();
        assertThat(location).isNotEmpty();
        assertThat(domains.states.get("early.example.org").orders()).hasSize(1);
    }

    @Test
    void issues_for_ten_domains_with_four_orders_at_once() {
        List<String> names =
                IntStream.range(0, 10).mapToObj("d%d.example.net"::formatted).toList();
        round(names.toArray(String[]::new));
        assertThat(vault.certificates).hasSize(4);

        round(names.toArray(String[]::new));
        round(names.toArray(String[]::new));

        assertThat(vault.certificates).hasSize(10);
    }

    @Test
    void removes_the_certificate_of_a_domain_that_no_service_has_after_a_grace() {
        round("gone.example.org");
        clock.advance(Duration.ofDays(1));
        round("other.example.org");
        clock.advance(Duration.ofDays(6));
        round("other.example.org");
        assertThat(vault.certificates).containsKey("gone.example.org");

        clock.advance(Duration.ofDays(1));
        round("other.example.org");
        assertThat(vault.certificates).containsOnlyKeys("other.example.org");
        assertThat(domains.states).containsOnlyKeys("other.example.org");
    }

    @Test
    void orders_nothing_for_a_domain_that_moves_between_services_and_gives_up_what_no_service_has() {
        round("moved.example.org");
        X509Certificate certificate = certificate("moved.example.org");

        round("other.example.org");
        clock.advance(Duration.ofDays(6));
        round("moved.example.org", "other.example.org");
        clock.advance(Duration.ofDays(6));
        round("moved.example.org", "other.example.org");

        assertThat(certificate("moved.example.org")).isEqualTo(certificate);
        assertThat(domains.states.get("moved.example.org").certificates()).hasSize(1);
    }

    @Test
    void resumes_an_order_when_the_process_ended_between_order_and_download() {
        domains.endsAt = state -> state.pending() != null && state.pending().isPlaced();
        round("killed.example.org");
        DomainState stored = domains.states.get("killed.example.org");
        assertThat(stored.pending().isPlaced()).isTrue();
        keeper.close();

        domains.endsAt = state -> false;
        keeper = keeper(client());
        round("killed.example.org");

        assertThat(certificate("killed.example.org")).isNotNull();
        assertThat(domains.states.get("killed.example.org").orders()).hasSize(1);
        assertThat(challenges.published).isEmpty();
    }

    @Test
    void orders_anew_when_the_process_ended_before_the_authoritys_answer_was_stored() {
        domains.endsAt = state -> state.pending() != null;
        round("early-end.example.org");
        keeper.close();

        domains.endsAt = state -> false;
        keeper = keeper(client());
        round("early-end.example.org");

        assertThat(certificate("early-end.example.org")).isNotNull();
    }

    @Test
    void orders_anew_when_the_authority_does_not_know_the_order() {
        DomainState gone = DomainState.of("gone.example.org")
                .withPending(new PendingOrder(
                        pebble.directory().resolve("/my-order/none").toString(), KeyPairText.generate()));
        domains.save(gone);
        round("gone.example.org");
        assertThat(domains.states.get("gone.example.org").lastAttempt().reason())
                .isEmpty();
        assertThat(certificate("gone.example.org")).isNotNull();
    }

    @Test
    void orders_anew_when_the_authority_ended_the_order_meanwhile() throws Exception {
        AcmeClient client = client();
        String location = client.order("ended.example.org");
        DomainState interrupted =
                DomainState.of("ended.example.org").withPending(new PendingOrder(location, KeyPairText.generate()));
        domains.save(interrupted);
        client.validate(location, Challenge.Type.HTTP);
        await(() -> status(client, location) == AcmeAuthority.OrderStatus.INVALID);
        round("ended.example.org");

        assertThat(certificate("ended.example.org")).isNotNull();
        assertThat(domains.states.get("ended.example.org").failures()).isEmpty();
    }

    @Test
    void a_certificate_for_another_key_is_not_kept() throws Exception {
        AcmeClient client = client();
        String location = client.order("key.example.org");
        domains.save(DomainState.of("key.example.org").withPending(new PendingOrder(location, KeyPairText.generate())));
        challenges.publish(
                client.look(location, Challenge.Type.HTTP).challenge().orElseThrow());
        client.validate(location, Challenge.Type.HTTP);
        await(() -> status(client, location) == AcmeAuthority.OrderStatus.READY);
        client.sign(location, "key.example.org", KeyPairText.parse(KeyPairText.generate()));
        round("key.example.org");

        assertThat(vault.certificates).isEmpty();
        assertThat(domains.states.get("key.example.org").lastAttempt().reason())
                .isEqualTo("the key does not belong to the certificate");
        assertThat(domains.states.get("key.example.org").pending()).isNull();

        clock.advance(Duration.ofMinutes(10));
        round("key.example.org");
        assertThat(certificate("key.example.org")).isNotNull();
    }

    private static AcmeAuthority.OrderStatus status(AcmeClient client, String location) {
        try {
            return client.look(location, Challenge.Type.HTTP).status();
        } catch (AcmeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_authority_that_is_down_for_a_day_is_left_alone_more_and_more_and_found_again(@TempDir Path other)
            throws IOException {
        int port = FreePort.next();
        try (PebbleServer server = new PebbleServer(other, port).start();
                ChallengeServer answers = new ChallengeServer(port);
                CertificateKeeper own = new CertificateKeeper(
                        ports(new AcmeClient(account(server), TrustedRoots.tls(server.root())), answers),
                        LIMITS,
                        JITTER,
                        clock)) {
            round(own, "first.example.org");
            server.stop();
            Instant back = clock.instant().plus(Duration.ofDays(1));
            int attempts = 0;
            while (clock.instant().isBefore(back)) {
                Instant before = attemptAt("second.example.org");
                round(own, "first.example.org", "second.example.org");
                attempts += before.equals(attemptAt("second.example.org")) ? 0 : 1;
                clock.advance(Duration.ofMinutes(5));
            }
            assertThat(attempts).isBetween(15, 40);
            assertThat(domains.states.get("second.example.org").failures()).isEmpty();
            assertThat(domains.states.get("second.example.org").orders()).hasSizeLessThan(10);

            server.start();
            clock.advance(Duration.ofHours(2));
            round(own, "first.example.org", "second.example.org");
            assertThat(certificate("second.example.org")).isNotNull();
        }
    }

    private Instant attemptAt(String domain) {
        return domains.find(domain)
                .map(DomainState::lastAttempt)
                .map(Attempt::time)
                .orElse(Instant.EPOCH);
    }

    @Test
    void an_authority_with_a_certificate_that_nobody_trusts_is_not_spoken_to() {
        AcmeClient stranger = new AcmeClient(account(pebble), TrustedRoots.tls(null));
        try (CertificateKeeper own = keeper(stranger)) {
            round(own, "stranger.example.org");
        }
        assertThat(domains.states.get("stranger.example.org").lastAttempt().reason())
                .contains("certification path");
    }

    private X509Certificate certificate(String domain) {
        assertThat(vault.certificates).as("%s", domains.states.get(domain)).containsKey(domain);
        return vault.certificates.get(domain);
    }

    private void round(String... names) {
        round(keeper, names);
    }

    private static void round(CertificateKeeper keeper, String... names) {
        SortedSet<String> wanted = List.of(names).stream().collect(Collectors.toCollection(TreeSet::new));
        keeper.round(wanted);
        await(keeper::isIdle);
    }

    private static void await(BooleanSupplier condition) {
        Await.until("the authority's answer", TIMEOUT, condition);
    }

    private static AcmeClient client() {
        return new AcmeClient(account(pebble), TrustedRoots.tls(pebble.root()));
    }

    private static AcmeAccount account(PebbleServer server) {
        return new AcmeAccount(server.directory(), "operator@example.org", accountKey);
    }

    private CertificateKeeper keeper(AcmeClient client) {
        return new CertificateKeeper(ports(client, challenges), LIMITS, JITTER, clock);
    }

    private AcmePorts ports(AcmeClient client, ChallengePublisher publisher) {
        return new AcmePorts(client, vault, publisher, domains, AcmePorts.Pause.by(clock), Duration.ofMillis(50));
    }
}
