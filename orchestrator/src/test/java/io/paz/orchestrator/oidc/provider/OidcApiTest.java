package io.paz.orchestrator.oidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.people.factor.Authenticator;
import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-in through an identity provider as browsers and attackers see it, over HTTP. Each sign-in comes from an address of its own. */
final class OidcApiTest {

    private static final String REDIRECT = "https://paz.example.org/ui/sign-in";
    private static final String EMAIL = "ada@example.org";
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;

    private static ProviderStandIn provider;
    private static OrchestratorUnderTest paz;
    private static int addresses;

    /** A browser that has begun a sign-in. */
    private record Begun(URI url, String state, String cookie, String address) {}

    @BeforeAll
    static void start() throws IOException {
        provider = new ProviderStandIn();
        Path secret = Files.createFile(
                folder.resolve("client-secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, ProviderStandIn.SECRET + "\n");
        paz = OrchestratorUnderTest.with(
                folder,
                "--oidc-issuer=" + provider.issuer(),
                "--oidc-client-id=" + ProviderStandIn.CLIENT,
                "--oidc-client-secret-file=" + secret,
                "--oidc-redirect-url=" + REDIRECT,
                "--oidc-role-claim=groups",
                "--oidc-roles=paz-viewers=viewer,paz-admins=administrator",
                "--audit=" + folder.resolve("audit"));
        paz.send("POST", "/people", "{\"name\":\"%s\",\"role\":\"deployer\"}".formatted(EMAIL));
    }

    @AfterAll
    static void stop() {
        paz.close();
        provider.close();
    }

    @AfterEach
    void behave() {
        provider.behave();
    }

    private static Answer ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + paz.url() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return paz.send((headers.length == 0 ? request : request.headers(headers)));
    }

    private static Begun begin() {
        Answer answer = ask("POST", "/session/oidc", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        URI url = URI.create(answer.tree().at("/doc/url").asString());
        String state = ProviderStandIn.fields(url.getRawQuery()).get("state");
        return new Begun(url, state, cookie.substring(0, cookie.indexOf(';')), "192.0.2." + ++addresses);
    }

    private static Answer finish(Begun begun, String code, String more) {
        return ask(
                "POST",
                "/session/oidc/answer",
                "{\"state\":\"%s\",\"code\":\"%s\"%s}".formatted(begun.state(), code, more),
                "Cookie",
                begun.cookie(),
                "X-Forwarded-For",
                begun.address());
    }

    private static Answer signIn(String email) {
        Begun begun = begin();
        return finish(begun, provider.signIn(begun.url(), email), "");
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String session(Answer signedIn) {
        assertThat(signedIn.status()).as(signedIn.body()).isEqualTo(200);
        return signedIn.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("paz-session="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_account_of_the_verified_address_is_signed_in_with_its_own_role_and_out_again() {
        assertThat(ask("GET", "/session/oidc", "").tree().at("/doc/provider").asString())
                .isEqualTo("127.0.0.1");
        Begun begun = begin();
        assertThat(ProviderStandIn.fields(begun.url().getRawQuery()))
                .containsEntry("response_type", "code")
                .containsEntry("redirect_uri", REDIRECT)
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256");
        provider.lie = claims -> claims.put("groups", List.of("paz-admins"));
        Answer signedIn = finish(begun, provider.signIn(begun.url(), "Ada@Example.org"), "");
        String cookie = session(signedIn);
        assertThat(signedIn.tree().at("/doc/person").asString()).isEqualTo(EMAIL);
        assertThat(signedIn.tree().at("/doc/role").asString()).isEqualTo("deployer");
        assertThat(ask("GET", "/people", "", "Cookie", cookie).status()).isEqualTo(403);
        assertThat(paz.get("/audit").body()).contains("/session/oidc/answer").contains(EMAIL);

        String token = signedIn.tree().at("/doc/csrfToken").asString();
        assertThat(ask("DELETE", "/session", "", "Cookie", cookie, "x-csrf-token", token)
                        .status())
                .isEqualTo(204);
        assertThat(ask("GET", "/session", "", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void a_group_gives_its_role_to_somebody_without_an_account_and_nothing_else_does() {
        provider.lie = claims -> claims.put("groups", List.of("staff", "paz-viewers"));
        Answer viewer = signIn("bob@example.org");
        String cookie = session(viewer);
        assertThat(viewer.tree().at("/doc/role").asString()).isEqualTo("viewer");
        assertThat(viewer.tree().at("/doc/secondFactor").isMissingNode()).isTrue();
        assertThat(ask("GET", "/cluster", "", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(ask("GET", "/people", "", "Cookie", cookie).status()).isEqualTo(403);

        for (Object groups : List.of(List.of("staff"), List.of(), "paz-viewers-2", Map.of("paz-admins", true), 1)) {
            provider.lie = claims -> claims.put("groups", groups);
            assertRefused(signIn("bob@example.org"), 403);
        }
        provider.lie = claims -> {};
        assertRefused(signIn("eve@example.org"), 403);
        provider.lie = claims -> claims.put("groups", List.of("paz-admins"));
        for (String name : List.of("eve\u001b[31m@example.org", "x".repeat(61), "../a@example.org")) {
            assertRefused(signIn(name), 403);
        }
    }

    /** Its capital letter is not ASCII, and becomes a k in lower case. */
    @Test
    void an_address_that_only_looks_like_an_accounts_is_another() {
        paz.send("POST", "/people", "{\"name\":\"kim@example.org\",\"role\":\"viewer\"}");
        assertRefused(signIn("\u212aim@example.org"), 401);
        session(signIn("Kim@example.org"));
    }

    @Test
    void a_state_is_good_once_and_for_the_browser_that_began_it() {
        Begun begun = begin();
        String code = provider.signIn(begun.url(), EMAIL);
        Begun other = begin();
        assertRefused(finish(new Begun(begun.url(), begun.state(), other.cookie(), "192.0.2.201"), code, ""), 401);
        assertRefused(finish(new Begun(begun.url(), begun.state(), "paz-oidc=", "192.0.2.202"), code, ""), 401);
        assertRefused(finish(new Begun(begun.url(), "unknown", begun.cookie(), "192.0.2.203"), code, ""), 401);
        session(finish(begun, code, ""));
        assertRefused(finish(begun, code, ""), 401);
    }

    /** The attacker's own code in the victim's browser, and a code that was used before. */
    @Test
    void a_code_of_another_sign_in_or_a_used_one_signs_nobody_in() {
        String stolen = provider.signIn(begin().url(), EMAIL);
        assertRefused(finish(begin(), stolen, ""), 502);
        assertRefused(finish(begin(), stolen, ""), 502);
    }

    static Stream<Arguments> hostileClaims() {
        return Stream.of(
                hostile("nonce of another sign-in", claims -> claims.put("nonce", "another")),
                hostile("no nonce", claims -> claims.remove("nonce")),
                hostile("issuer", claims -> claims.put("iss", "https://evil.example.org")),
                hostile("audience", claims -> claims.put("aud", "another")),
                hostile("no audience", claims -> claims.remove("aud")),
                hostile("audiences without azp", claims -> claims.put("aud", List.of("paz", "another"))),
                hostile("azp", claims -> claims.put("azp", "another")),
                hostile("expired", claims -> claims.put("exp", Instant.now().getEpochSecond() - 120)),
                hostile("no end", claims -> claims.remove("exp")),
                hostile("not begun", claims -> claims.put("iat", Instant.now().getEpochSecond() + 600)),
                hostile("not before", claims -> claims.put("nbf", Instant.now().getEpochSecond() + 600)),
                hostile("unverified address", claims -> claims.put("email_verified", false)),
                hostile("unknown whether verified", claims -> claims.remove("email_verified")),
                hostile("verified as a text", claims -> claims.put("email_verified", "true")),
                hostile("no address", claims -> claims.remove("email")),
                hostile("addresses", claims -> claims.put("email", List.of(EMAIL))));
    }

    private static Arguments hostile(String name, Consumer<Map<String, Object>> lie) {
        return Arguments.of(name, lie);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileClaims")
    void a_token_with_a_wrong_claim_signs_nobody_in(String name, Consumer<Map<String, Object>> lie) {
        provider.lie = lie;
        assertRefused(signIn(EMAIL), 401);
    }

    static Stream<Arguments> hostileTokens() {
        return Stream.of(
                forged(
                        "key of somebody else",
                        claims -> ProviderStandIn.signed(ProviderStandIn.newKeys("RSA", 2048), claims)),
                forged("alg none", claims -> provider.content("none", claims) + "."),
                forged("no signature", claims -> provider.content("RS256", claims) + "."),
                forged("HMAC with the public key", OidcApiTest::signedWithThePublicKey),
                forged("other claims under the signature", OidcApiTest::withOtherClaims),
                forged("no token", claims -> "no token"),
                forged("empty", claims -> ""));
    }

    private static Arguments forged(String name, ProviderStandIn.TokenMaker maker) {
        return Arguments.of(name, maker);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTokens")
    void a_token_that_the_provider_did_not_sign_signs_nobody_in(String name, ProviderStandIn.TokenMaker maker) {
        provider.maker = maker;
        assertRefused(signIn(EMAIL), 401);
    }

    /** HMAC with what everybody knows, for a verifier that lets the token choose its algorithm. */
    private static String signedWithThePublicKey(Map<String, Object> claims) throws GeneralSecurityException {
        String content = provider.content("HS256", claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(provider.publicKey(), "HmacSHA256"));
        byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String withOtherClaims(Map<String, Object> claims) throws GeneralSecurityException {
        String signed = provider.signed(claims);
        claims.put("email", "kim@example.org");
        return provider.content("RS256", claims) + signed.substring(signed.lastIndexOf('.'));
    }

    @Test
    void keys_that_the_provider_rotates_to_count_at_once_also_of_another_kind() {
        session(signIn(EMAIL));
        provider.rotate(ProviderStandIn.newKeys("EC", 256));
        session(signIn(EMAIL));
        provider.rotate(ProviderStandIn.newKeys("RSA", 2048));
        session(signIn(EMAIL));
    }

    @Test
    void a_provider_that_fails_signs_nobody_in_and_is_named() {
        provider.tokenStatus = 500;
        Answer answer = signIn(EMAIL);
        assertRefused(answer, 502);
        assertThat(answer.tree().path("code").asString()).isEqualTo("identity_provider");
    }

    @Test
    void failures_are_counted_by_address() {
        for (int time = 0; time < 30; time++) {
            assertRefused(finish(new Begun(URI.create("x:y"), "state" + time, "a=b", "192.0.2.250"), "c", ""), 401);
        }
        Begun begun = begin();
        String code = provider.signIn(begun.url(), EMAIL);
        Begun blocked = new Begun(begun.url(), begun.state(), begun.cookie(), "192.0.2.250");
        Answer tooMany = finish(blocked, code, "");
        assertRefused(tooMany, 429);
        assertThat(tooMany.response().headers().firstValue("Retry-After")).isPresent();
        session(finish(begun, code, ""));
    }

    @Test
    void the_second_factor_of_an_account_is_asked_for_besides() {
        byte[] seed = enrol("zoe@example.org");
        Begun begun = begin();
        String code = provider.signIn(begun.url(), "zoe@example.org");
        Answer missing = finish(begun, code, "");
        assertRefused(missing, 401);
        assertThat(missing.tree().path("code").asString()).isEqualTo("second_factor_required");
        assertRefused(finish(begun, code, ",\"oneTimeCode\":\"no code\""), 401);
        Begun stolen = new Begun(begun.url(), begun.state(), begin().cookie(), begun.address());
        assertRefused(finish(stolen, code, oneTimeCode(seed)), 401);
        session(finish(begun, code, oneTimeCode(seed)));
        assertRefused(finish(begun, code, oneTimeCode(seed)), 401);
    }

    private static String oneTimeCode(byte[] seed) {
        String code = Authenticator.code(seed, 1);
        return ",\"oneTimeCode\":\"%s\"".formatted(code);
    }

    private static byte[] enrol(String name) {
        Answer added = paz.send("POST", "/people", "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(name));
        Answer accepted = ask(
                "POST",
                "/session/invitation",
                "{\"invitation\":\"%s\",\"password\":\"%s\"}"
                        .formatted(added.tree().at("/doc/invitation").asString(), PASSWORD));
        String[] browser = {
            "Cookie",
            session(accepted),
            "x-csrf-token",
            accepted.tree().at("/doc/csrfToken").asString()
        };
        Answer begun = ask("POST", "/session/second-factor", "{\"password\":\"%s\"}".formatted(PASSWORD), browser);
        byte[] seed = Base32.decode(begun.tree().at("/doc/secret").asString());
        String code = Authenticator.code(seed, 0);
        Answer confirmed =
                ask("POST", "/session/second-factor/confirmation", "{\"code\":\"%s\"}".formatted(code), browser);
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        return seed;
    }
}
