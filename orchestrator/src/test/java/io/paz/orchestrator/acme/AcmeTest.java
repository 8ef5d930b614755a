package io.paz.orchestrator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.acme.Challenge;
import io.paz.acme.ChallengePublisher.ChallengeException;
import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.etcd.FreePort;
import io.paz.etcd.Keys;
import io.paz.orchestrator.Orchestrator;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.testing.PebbleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole orchestrator with a real ACME authority and a real etcd. */
class AcmeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String DOMAIN = "shop.example.org";
    private static final String SERVICE = """
            {"name":"shop","dockerRepository":"shop","config":{"publicFacing":%s,"numInstances":1,"ports":[],"env":{},
             "volume":{},"domains":["shop.example.org","shop.paz.local","*.shop.example.org"],
             "routes":[{"host":"www.example.org","path":"/shop"},{"path":"/other"}]}}""";

    @TempDir
    private static Path folder;

    private static PebbleServer pebble;
    private static OrchestratorUnderTest paz;
    private static EtcdConnection etcd;
    private static HaproxyStandIn haproxy;

    @BeforeAll
    static void start() throws IOException {
        int port = FreePort.next();
        pebble = new PebbleServer(Files.createDirectory(folder.resolve("pebble")), port).start();
        paz = OrchestratorUnderTest.with(
                folder,
                "--acme-email=admin@example.org",
                "--acme-accept-terms",
                "--acme-directory=" + pebble.directory(),
                "--acme-root-file=" + pebble.root(),
                "--acme-balancer-url=http://127.0.0.1:" + port);
        etcd = EtcdConnection.open(paz.etcdServer().endpoints());
        haproxy = new HaproxyStandIn("127.0.0.1", port, etcd.keys());
    }

    @AfterAll
    static void stop() {
        haproxy.close();
        etcd.close();
        paz.close();
        pebble.close();
    }

    @Test
    void each_domain_of_a_public_service_gets_a_certificate_and_is_shown() {
        paz.services(SERVICE.formatted(false));
        paz.services(SERVICE.formatted(true));
        Await.until("the certificate is there", TIMEOUT, () -> domain().at("/lastAttempt/succeeded")
                .asBoolean(false));

        JsonNode domain = domain();
        assertThat(domain.path("service").asString()).isEqualTo("shop");
        assertThat(domain.path("certificate").path("source").asString()).isEqualTo("ACME");
        assertThat(domain.path("certificate").path("issuer").asString()).contains("Pebble");
        assertThat(domain.path("certificate").path("daysLeft").asInt()).isBetween(80, 90);
        Await.until("the host of a route has one too", TIMEOUT, () -> paz.get("/certificates")
                .body()
                .contains("acme.www.example.org"));
        Await.until("the metric is there", TIMEOUT, () -> paz.get("/metrics")
                .body()
                .contains("paz_domain_certificate_days{"));
        assertThat(paz.send(paz.request("/domains").header("Accept", "text/plain"))
                        .body())
                .contains("well shop.example.org certificate of ")
                .contains("well *.shop.example.org no certificate: a wildcard is proved in the DNS only");
        Await.until(
                "the challenge is withdrawn",
                TIMEOUT,
                () -> etcd.keys().list("/paz/acme/").join().isEmpty());

        assertThat(paz.send("POST", "/domains/" + DOMAIN + "/retry", "").status())
                .isEqualTo(202);
        assertThat(paz.send("POST", "/domains/" + DOMAIN + "/retry", "").status())
                .isEqualTo(409);
        assertThat(paz.send("POST", "/domains/other.example.org/retry", "").status())
                .isEqualTo(404);
    }

    private static JsonNode domain() {
        JsonNode domains = paz.get("/domains").tree().path("domains");
        return domains.valueStream()
                .filter(domain -> domain.path("domain").asString("").equals(DOMAIN))
                .findFirst()
                .orElseGet(() -> domains.path("none"));
    }

    @Test
    void a_challenge_waits_for_every_load_balancer_but_not_for_one_that_is_gone() throws Exception {
        Keys keys = etcd.keys();
        int port = FreePort.next();
        Challenge challenge = new Challenge(Challenge.Type.HTTP, "a.example.org", "token", "token.thumb");
        HaproxyChallenges challenges = challenges(keys, port, "127.0.0.1", "127.0.0.2", "127.0.0.3");
        try (HaproxyStandIn one = new HaproxyStandIn("127.0.0.1", port, keys);
                HaproxyStandIn two = new HaproxyStandIn("127.0.0.2", port, keys)) {
            two.isBehind = true;
            assertThatThrownBy(() -> challenges.publish(challenge))
                    .isInstanceOf(ChallengeException.class)
                    .hasMessageContaining("127.0.0.2:" + port + ": HTTP 404");
            two.isBehind = false;
            challenges.publish(challenge);

            one.isBehind = true;
            two.isBehind = true;
            assertThatThrownBy(() -> challenges.publish(challenge)).isInstanceOf(ChallengeException.class);
        }
        assertThatThrownBy(() -> challenges.publish(challenge)).hasMessageContaining("connection refused");
        challenges.withdraw("a.example.org");
        assertThat(keys.list("/paz/acme/challenges/a.example.org/").join()).isEmpty();
    }

    @Test
    void what_an_earlier_run_left_in_etcd_is_removed_and_what_is_lost_is_put_back() throws Exception {
        Keys keys = etcd.keys();
        int port = FreePort.next();
        HaproxyChallenges challenges = challenges(keys, port, "127.0.0.1");
        try (HaproxyStandIn one = new HaproxyStandIn("127.0.0.1", port, keys)) {
            one.isBehind = false;
            challenges.publish(new Challenge(Challenge.Type.HTTP, "b.example.org", "token", "token.thumb"));
        }
        keys.deletePrefix("/paz/acme/challenges/").join();
        keys.put("/paz/acme/challenges/old.example.org/token", "token.thumb").join();

        challenges.reconcile();

        assertThat(keys.list("/paz/acme/").join()).containsOnlyKeys("/paz/acme/challenges/b.example.org/token");
    }

    private static HaproxyChallenges challenges(Keys keys, int port, String... hosts) {
        BalancerProbe probe = new BalancerProbe("http://{ip}:" + port, () -> List.of(hosts));
        return new HaproxyChallenges(keys, probe, Clock.systemUTC(), Duration.ofMillis(500));
    }

    @Test
    void terms_have_to_be_accepted() {
        assertThatThrownBy(() -> Orchestrator.start(
                        Map.of(),
                        "--port=0",
                        "--insecure",
                        "--data=" + folder.resolve("terms"),
                        "--etcd-endpoint=http://127.0.0.1:9",
                        "--acme-directory=https://acme.example.org/dir",
                        "--acme-email=admin@example.org"))
                .rootCause()
                .hasMessage(
                        "--acme-accept-terms: value \"false\" (expected: true, once you have read the terms of service that https://acme.example.org/dir names)");
    }
}
