package io.paz.orchestrator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.certificate.CertificateBundle;
import io.paz.etcd.Await;
import io.paz.etcd.EtcdConnection;
import io.paz.orchestrator.persistence.StoredCertificates;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Certificates as an administrator uploads them over HTTP, and as they reach etcd. */
final class CertificateApiTest {

    private static final String FOLDER = "/paz-certificates/";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;
    private static TestAuthority authority;
    private static EtcdConnection etcd;

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
        authority = TestAuthority.create(Files.createDirectory(folder.resolve("authority")));
        etcd = EtcdConnection.open(paz.etcdServer().endpoints());
    }

    @AfterAll
    static void stop() {
        etcd.close();
        paz.close();
    }

    @AfterEach
    void delete_all() {
        StoredCertificates stored = paz.context().getBean(StoredCertificates.class);
        stored.list().forEach(certificate -> stored.delete(certificate.id()));
        Await.until("nothing is published", SOON, () -> published().isEmpty());
    }

    @Test
    void uploads_publishes_renews_and_deletes() {
        Issued shop = authority.issue("shop.example.org", "*.shop.example.org");
        JsonNode uploaded = upload("shop", shop).tree().path("doc");

        assertThat(uploaded.path("names").toString()).isEqualTo("[\"shop.example.org\",\"*.shop.example.org\"]");
        assertThat(uploaded.path("source").asString()).isEqualTo("own");
        assertThat(uploaded.path("daysLeft").asInt()).isEqualTo(89);
        Await.until("it is published", SOON, () -> published()
                .getOrDefault(FOLDER + "shop", "")
                .equals("names *.shop.example.org shop.example.org\n" + shop.chain() + shop.key()));

        Issued renewed = authority.issue("shop.example.org", "*.shop.example.org");
        upload("shop", renewed);
        Await.until("the renewed one is", SOON, () -> published()
                .getOrDefault(FOLDER + "shop", "")
                .endsWith(renewed.key()));

        Answer list = paz.get("/certificates");
        assertThat(list.body())
                .doesNotContain(
                        "PRIVATE", renewed.key().lines().skip(1).findFirst().orElseThrow());
        assertThat(list.tree().path("doc").size()).isOne();
        assertThat(paz.send(paz.request("/certificates").header("Accept", "text/plain"))
                        .body())
                .contains("own", "CN=Test intermediate", "shop.example.org");

        assertThat(paz.send("DELETE", "/certificates/shop", "").status()).isEqualTo(204);
        assertThat(paz.send("DELETE", "/certificates/shop", "").status()).isEqualTo(404);
        Await.until("it is published no more", SOON, () -> published().isEmpty());
    }

    @Test
    void what_somebody_changed_in_etcd_is_put_right() {
        Issued shop = authority.issue("shop.example.org");
        upload("shop", shop);
        Await.until("it is published", SOON, () -> published().containsKey(FOLDER + "shop"));
        paz.put(FOLDER + "shop", "names evil.example.org\n");
        paz.put(FOLDER + "stranger", "names evil.example.org\n");

        Await.until("both are put right", SOON, () -> published()
                .toString()
                .equals("{" + FOLDER + "shop=names shop.example.org\n" + shop.chain() + shop.key() + "}"));
    }

    @Test
    void an_own_certificate_takes_the_names_of_one_that_was_issued_and_not_its_place() {
        Issued issued = authority.issue("a.example.org", "b.example.org");
        paz.context()
                .getBean(CertificateRepository.class)
                .save(new ManagedCertificate(
                        "a.example.org",
                        CertificateSource.ACME,
                        CertificateBundle.of(issued.chain(), issued.key()),
                        Instant.now()));

        assertThat(send("a.example.org", authority.issue("a.example.org")).status())
                .isEqualTo(409);
        upload("own", authority.issue("a.example.org"));
        Await.until(
                "both are published",
                SOON,
                () -> published().size() == 2
                        && published().get(FOLDER + "a.example.org").startsWith("names b.example.org\n")
                        && published().get(FOLDER + "own").startsWith("names a.example.org\n"));
    }

    @Test
    void refuses_what_cannot_be_served_with_the_reason() {
        Issued shop = authority.issue("shop.example.org");
        Issued other = authority.issue("other.example.org");

        refuses("shop", new Issued(shop.chain(), other.key()), "key: it belongs to none of the certificates");
        refuses("shop", new Issued("", shop.key()), "chain: 0 blocks CERTIFICATE");
        refuses("Shop_1", shop, "id: value Shop_1 (expected: lower-case letters");
        assertThat(paz.send("PUT", "/certificates/shop", "{}").status()).isEqualTo(400);
        assertThat(paz.get("/certificates").tree().path("doc").size()).isZero();
    }

    private static void refuses(String id, Issued pair, String reason) {
        Answer answer = send(id, pair);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(reason).doesNotContain("PRIVATE KEY-----");
    }

    private static Answer upload(String id, Issued pair) {
        Answer answer = send(id, pair);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static Answer send(String id, Issued pair) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("chain", pair.chain())
                .put("key", pair.key())
                .toString();
        return paz.send("PUT", "/certificates/" + id, body);
    }

    private static SortedMap<String, String> published() {
        return etcd.keys().list(FOLDER).join();
    }
}
