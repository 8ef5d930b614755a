package io.paz.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.etcd.Await;
import io.paz.etcd.FreePort;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import io.paz.testing.Command;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by the real HAProxy, with certificates that come and go while it runs. */
final class TlsFrontEndTest extends RealParts {

    private static final String HOST = "shop.example.org";
    private static final String CONFIG = "/paz/config/services/demo-api/";
    private static final String CERTIFICATES = "/paz-certificates/";

    @TempDir
    static Path issued;

    static TestAuthority authority;

    private final int tls = FreePort.next();
    private EmbeddedConfd confd;

    @BeforeAll
    static void createAuthority() {
        authority = TestAuthority.create(issued);
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PAZ_HAPROXY_TLS_BIND", "127.0.0.1:" + tls);
        confd = startAll(null, environment);
        put(CONFIG + "visibility", "public");
        put(CONFIG + "domains/" + HOST, "");
        put("/paz/services/demo-api/1/1", instance("one").address());
        awaitStatus(internal, HOST, 200);
        awaitQuiet(confd);
    }

    @Test
    void a_certificate_is_served_renewed_and_removed_without_a_reload() throws Exception {
        start(Map.of());
        int reloads = confd.status().publishing().reloads();
        String processes = processes();
        assertThat(curl(HOST)).as("no certificate at all").isEqualTo("000 0 35");

        publish("shop", authority.issue(HOST), HOST);
        Await.until("it is served", SOON, () -> curl(HOST).equals("200 2 0"));
        assertThat(curl(HOST, "--http1.1")).isEqualTo("200 1.1 0");
        assertThat(curl(HOST, "--tls-max", "1.2")).isEqualTo("200 2 0");
        assertThat(curl(HOST, "--tlsv1.3")).isEqualTo("200 2 0");
        assertThat(curl(HOST, "--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"))
                .isEqualTo("000 0 35");
        assertThat(curl("other.example.org")).as("a name without a certificate").isEqualTo("000 0 35");
        assertThat(Command.run("curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}", "https://127.0.0.1:" + tls))
                .as("no name at all")
                .isEqualTo("000");

        try (TlsConnection kept = new TlsConnection(tls, HOST)) {
            assertThat(kept.get(HOST)).startsWith("HTTP/1.1 200");
            String before = kept.serialNumber();
            publish("shop", authority.issue(HOST), HOST);
            Await.until("new handshakes see it", SOON, () -> !serialNumber().equals(before));
            assertThat(kept.get(HOST)).startsWith("HTTP/1.1 200");
            Await.until("the earlier one is gone", SOON, () -> keyFiles().size() == 1);

            delete(CERTIFICATES + "shop");
            Await.until("new handshakes are refused", SOON, () -> curl(HOST).equals("000 0 35"));
            assertThat(kept.get(HOST)).startsWith("HTTP/1.1 200");
        }
        Await.until("no key is left", SOON, () -> keyFiles().isEmpty());
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
        assertThat(processes()).isEqualTo(processes);
    }

    @Test
    void plain_http_is_redirected_where_a_certificate_is_unless_the_service_does_not_want_it() throws Exception {
        start(Map.of());
        put("/paz/acme/challenges/" + HOST + "/token", "answer");
        awaitStatus(open, HOST, 200);
        publish("shop", authority.issue("*.example.org"), "*.example.org");
        awaitStatus(open, HOST, 308);
        int reloads = confd.status().publishing().reloads();

        assertThat(HaproxyServer.exchange(
                        open,
                        "POST /a?b=c HTTP/1.1\r\nHost: " + HOST + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .contains("308")
                .contains("location: https://" + HOST + ":" + tls + "/a?b=c\r\n");
        assertThat(HaproxyServer.body(open, HOST, "/.well-known/acme-challenge/token"))
                .isEqualTo("answer");
        assertThat(HaproxyServer.status(internal, HOST))
                .as("within the platform")
                .isEqualTo(200);
        assertThat(headersOfAnswer()).doesNotContain("strict-transport-security");

        put(CONFIG + "hsts", "3600");
        Await.until(
                "browsers are told", SOON, () -> headersOfAnswer().contains("strict-transport-security: max-age=3600"));
        put(CONFIG + "https-redirect", "off");
        awaitStatus(open, HOST, 200);
        delete(CONFIG + "https-redirect");
        awaitStatus(open, HOST, 308);
        delete(CERTIFICATES + "shop");
        awaitStatus(open, HOST, 200);
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void a_proxy_in_front_that_took_https_is_not_redirected() throws Exception {
        start(Map.of("PAZ_HAPROXY_TRUSTED_PROXIES", "127.0.0.1"));
        publish("shop", authority.issue(HOST), HOST);
        awaitStatus(open, HOST, 308);

        assertThat(HaproxyServer.exchange(
                        open,
                        "GET / HTTP/1.1\r\nHost: " + HOST
                                + "\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void an_instance_is_told_that_it_was_https() throws Exception {
        start(Map.of());
        publish("shop", authority.issue(HOST), HOST);
        Await.until("it is served", SOON, () -> curl(HOST).equals("200 2 0"));

        assertThat(headers()).contains("X-forwarded-proto=[https]").contains("X-forwarded-port=[" + tls + "]");
    }

    @Test
    void keys_are_readable_by_their_owner_alone_and_survive_a_restart() throws Exception {
        start(Map.of());
        publish("shop", authority.issue(List.of("-newkey", "rsa:2048"), "*.example.org"), "*.example.org");
        Await.until("it is served", SOON, () -> curl(HOST).equals("200 2 0"));
        Await.until("its file is there", SOON, () -> keyFiles().size() == 1);

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keyFiles().get(0))))
                .isEqualTo("rw-------");
        haproxy.close();
        haproxy.start(internal);
        Await.until("it is served again", SOON, () -> curl(HOST).equals("200 2 0"));
    }

    @Test
    void a_damaged_certificate_costs_no_other_anything() throws Exception {
        start(Map.of());
        Issued good = authority.issue(HOST);
        Issued other = authority.issue("b.example.org");
        put(CERTIFICATES + "a-mismatch", value(good.chain(), other.key(), "a.example.org"));
        put(CERTIFICATES + "b-injection", value(other.chain(), other.key(), "b.example.org\ncertificate " + "evil"));
        put(CERTIFICATES + "c-text", "names c.example.org\nshutdown; quit\n");
        publish("shop", good, HOST);

        Await.until("the good one is served", SOON, () -> curl(HOST).equals("200 2 0"));
        assertThat(curl("a.example.org")).isEqualTo("000 0 35");
        assertThat(curl("b.example.org")).isEqualTo("000 0 35");
        assertThat(curl("c.example.org")).isEqualTo("000 0 35");
        put("/paz/services/other/1/1", instance("two").address());
        awaitStatus(internal, "other.paz", 200);
        assertThat(confd.status().healthy()).isTrue();
    }

    @Test
    void a_key_that_is_published_encrypted_is_decrypted_with_the_keys_of_the_file() throws Exception {
        Path file = folder.resolve("secrets.key");
        SecretCipher cipher = SecretCipher.openOrCreate(file);
        start(Map.of(ConfdOptions.SECRETS_KEY_FILE, file.toString()));
        Issued shop = authority.issue(HOST);
        String encrypted = cipher.encrypt(
                SecretPlace.of("published-certificate", "shop"), shop.key().getBytes(StandardCharsets.US_ASCII));

        put(CERTIFICATES + "shop", value(shop.chain(), "key " + encrypted, HOST));
        Await.until("it is served", SOON, () -> curl(HOST).equals("200 2 0"));
    }

    @Test
    void a_long_chain_is_taken_while_haproxy_runs() throws Exception {
        start(Map.of());
        int reloads = confd.status().publishing().reloads();
        Issued shop = authority.issue(HOST);
        StringBuilder chain = new StringBuilder(shop.chain());
        while (chain.length() < 40_000) {
            chain.append(authority.intermediate());
        }
        put(CERTIFICATES + "shop", value(chain.toString(), shop.key(), HOST));

        Await.until("it is served", SOON, () -> curl(HOST).equals("200 2 0"));
        assertThat(confd.status().publishing().reloads()).isEqualTo(reloads);
    }

    @Test
    void a_balancer_in_front_may_speak_the_proxy_protocol() throws Exception {
        start(Map.of("PAZ_HAPROXY_PROXY_PROTOCOL", "127.0.0.1"));
        publish("shop", authority.issue(HOST), HOST);
        Await.until("it is served", SOON, () -> curl(HOST, "--haproxy-protocol").equals("200 2 0"));
    }

    private void publish(String id, Issued pair, String names) throws Exception {
        put(CERTIFICATES + id, value(pair.chain(), pair.key(), names));
    }

    private static String value(String chain, String key, String names) {
        return "names " + names + "\n" + chain + key;
    }

    /** Status, version of HTTP and curl's own status. */
    private String curl(String host, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "5", "--noproxy", "*"));
        command.addAll(List.of("--cacert", authority.rootFile().toString(), "-o", "/dev/null"));
        command.addAll(List.of("-w", "%{http_code} %{http_version} %{exitcode}"));
        command.addAll(List.of("--connect-to", host + ":443:127.0.0.1:" + tls, "https://" + host + "/"));
        Collections.addAll(command, options);
        return Command.run(Map.of(), command).strip();
    }

    private String headersOfAnswer() {
        return answer("/", "-i");
    }

    private String headers() {
        return answer("/headers", "-s");
    }

    private String answer(String path, String option) {
        return Command.run(
                "curl",
                "-s",
                option,
                "--noproxy",
                "*",
                "--cacert",
                authority.rootFile().toString(),
                "--connect-to",
                HOST + ":443:127.0.0.1:" + tls,
                "https://" + HOST + path);
    }

    private String serialNumber() {
        try (TlsConnection connection = new TlsConnection(tls, HOST)) {
            return connection.serialNumber();
        } catch (IOException e) {
            return "";
        }
    }

    private String processes() throws IOException {
        return haproxy.ask("show proc")
                .lines()
                .filter(line -> line.contains("worker"))
                .map(line -> line.trim().split("\\s+")[0])
                .toList()
                .toString();
    }

    /** Files come and go meanwhile. */
    private List<Path> keyFiles() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(files, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".pem")) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
