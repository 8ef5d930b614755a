package io.paz.orchestrator.people.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.orchestrator.testing.OrchestratorUnderTest;
import io.paz.orchestrator.testing.OrchestratorUnderTest.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Second factors as a browser sees them, over HTTP. Codes are of the next step, so that a slow machine changes nothing. */
final class SecondFactorApiTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;

    private static OrchestratorUnderTest paz;

    private record Browser(String cookie, String csrfToken) {}

    /** Somebody with an active second factor. */
    private record Enrolled(Browser browser, byte[] seed, String confirmation, List<String> recoveryCodes) {}

    @BeforeAll
    static void start() throws IOException {
        paz = new OrchestratorUnderTest(folder);
    }

    @AfterAll
    static void stop() {
        paz.close();
    }

    private static Browser person(String name) {
        Answer added = paz.send("POST", "/people", "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(name));
        return browser(accept(added.tree().at("/doc/invitation").asString(), ""));
    }

    private static Answer accept(String invitation, String more) {
        return paz.send(
                "POST",
                "/session/invitation",
                "{\"invitation\":\"%s\",\"password\":\"%s\"%s}".formatted(invitation, PASSWORD, more));
    }

    private static Browser browser(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        return new Browser(
                cookie.substring(0, cookie.indexOf(';')),
                answer.tree().at("/doc/csrfToken").asString());
    }

    private static Answer ask(Browser browser, String method, String path, String body) {
        return paz.send(HttpRequest.newBuilder(URI.create("http://" + paz.url() + path))
                .header("Content-Type", "application/json")
                .header("Cookie", browser.cookie())
                .header("x-csrf-token", browser.csrfToken())
                .method(method, BodyPublishers.ofString(body)));
    }

    private static Answer signIn(String name, String code) {
        String more = code.isEmpty() ? "" : ",\"code\":\"%s\"".formatted(code);
        return paz.send("POST", "/session", "{\"name\":\"%s\",\"password\":\"%s\"%s}".formatted(name, PASSWORD, more));
    }

    private static Answer begin(Browser browser, String password) {
        return ask(browser, "POST", "/session/second-factor", "{\"password\":\"%s\"}".formatted(password));
    }

    private static Answer prove(Browser browser, String action, String code) {
        return ask(browser, "POST", "/session/second-factor/" + action, "{\"code\":\"%s\"}".formatted(code));
    }

    private static String code(byte[] seed, long stepsFromNow) {
        return Authenticator.code(seed, stepsFromNow);
    }

    private static Enrolled enrol(String name) {
        Browser browser = person(name);
        Answer begun = begin(browser, PASSWORD);
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        assertThat(begun.response().headers().firstValue("Cache-Control")).contains("no-store");
        byte[] seed = Base32.decode(begun.tree().at("/doc/secret").asString());
        String code = code(seed, 0);
        Answer confirmed = prove(browser, "confirmation", code);
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        return new Enrolled(
                browser,
                seed,
                code,
                confirmed
                        .tree()
                        .at("/doc/recoveryCodes")
                        .valueStream()
                        .map(each -> each.asString())
                        .toList());
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.tree().path("code").asString()).isEqualTo(code);
        assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_sign_in_asks_for_a_code_that_is_accepted_once() {
        Enrolled ada = enrol("ada");
        assertRefused(signIn("ada", ""), 401, "second_factor_required");
        assertRefused(signIn("ada", ada.confirmation()), 401, "wrong_code");
        String code = code(ada.seed(), 1);
        assertThat(signIn("ada", code).status()).isEqualTo(200);
        assertRefused(signIn("ada", code), 401, "wrong_code");
        String recovery = ada.recoveryCodes().get(0);
        assertThat(signIn("ada", recovery).status()).isEqualTo(200);
        assertRefused(signIn("ada", recovery), 401, "wrong_code");
    }

    @Test
    void nothing_is_asked_for_before_a_code_has_confirmed_the_authenticator() {
        Browser browser = person("bob");
        assertRefused(prove(browser, "confirmation", "123456"), 409, "no_second_factor");
        assertThat(begin(browser, "not the password").status()).isEqualTo(403);
        assertThat(begin(browser, PASSWORD).status()).isEqualTo(201);
        assertRefused(prove(browser, "confirmation", "no code"), 403, "wrong_code");
        assertThat(signIn("bob", "").status()).isEqualTo(200);
        assertThat(signIn("bob", "000000").status()).isEqualTo(200);
    }

    @Test
    void codes_are_tried_as_seldom_as_passwords_and_a_missing_one_is_no_try() {
        Enrolled eve = enrol("eve");
        for (int time = 0; time < 8; time++) {
            assertRefused(signIn("eve", ""), 401, "second_factor_required");
        }
        for (int time = 0; time < 5; time++) {
            assertRefused(signIn("eve", "no code"), 401, "wrong_code");
        }
        assertRefused(signIn("eve", eve.recoveryCodes().get(0)), 429, "too_many_tries");
        assertRefused(prove(eve.browser(), "removal", eve.recoveryCodes().get(0)), 429, "too_many_tries");
    }

    @Test
    void a_wrong_password_says_nothing_of_the_second_factor_and_uses_no_code() {
        Enrolled zoe = enrol("zoe");
        Answer wrong = paz.send(
                "POST",
                "/session",
                "{\"name\":\"zoe\",\"password\":\"wrong\",\"code\":\"%s\"}"
                        .formatted(zoe.recoveryCodes().get(0)));
        assertRefused(wrong, 401, "unauthorized");
        assertThat(signIn("zoe", zoe.recoveryCodes().get(0)).status()).isEqualTo(200);
    }

    @Test
    void an_invitation_does_not_replace_the_second_factor() {
        Enrolled ian = enrol("ian");
        String invitation = paz.send("POST", "/people/ian/invitation", "")
                .tree()
                .at("/doc/invitation")
                .asString();
        assertRefused(accept(invitation, ""), 401, "second_factor_required");
        assertRefused(accept(invitation, ",\"code\":\"no code\""), 401, "wrong_code");
        String code = ian.recoveryCodes().get(3);
        assertThat(accept(invitation, ",\"code\":\"%s\"".formatted(code)).status())
                .isEqualTo(200);
        assertRefused(signIn("ian", ""), 401, "second_factor_required");
    }

    @Test
    void a_second_factor_ends_the_sessions_that_began_without_it() {
        Browser other = person("kim");
        Browser browser = browser(signIn("kim", ""));
        byte[] seed =
                Base32.decode(begin(browser, PASSWORD).tree().at("/doc/secret").asString());
        assertThat(prove(browser, "confirmation", code(seed, 0)).status()).isEqualTo(200);
        assertThat(ask(other, "GET", "/cluster", "").status()).isEqualTo(401);
        assertThat(ask(browser, "GET", "/session", "")
                        .tree()
                        .at("/doc/secondFactor")
                        .asBoolean())
                .isTrue();
        assertRefused(begin(browser, PASSWORD), 409, "second_factor_active");
    }

    @Test
    void the_person_removes_it_with_a_code_and_an_administrator_without() {
        Enrolled lea = enrol("lea");
        assertRefused(prove(lea.browser(), "removal", "no code"), 403, "wrong_code");
        assertRefused(ask(lea.browser(), "DELETE", "/people/lea/second-factor", ""), 403, "forbidden");
        assertThat(prove(lea.browser(), "removal", lea.recoveryCodes().get(0)).status())
                .isEqualTo(204);
        assertThat(signIn("lea", "").status()).isEqualTo(200);

        enrol("max");
        assertThat(paz.get("/people").body()).contains("\"hasSecondFactor\":true");
        assertThat(paz.send("DELETE", "/people/max/second-factor", "").status()).isEqualTo(204);
        assertThat(signIn("max", "").status()).isEqualTo(200);
        assertThat(paz.send("DELETE", "/people/nobody/second-factor", "").status())
                .isEqualTo(404);
    }

    @Test
    void a_rotation_of_the_keys_keeps_second_factors() throws IOException {
        Enrolled sue = enrol("sue");
        Files.writeString(folder.resolve("data.key"), "0badcafe " + "ab".repeat(32) + "\n", StandardOpenOption.APPEND);
        Answer rotated = paz.send("POST", "/secrets/rotation", "");
        assertThat(rotated.tree().at("/doc/key").asString()).as(rotated.body()).isEqualTo("0badcafe");
        assertThat(rotated.tree().at("/doc/encryptedAgain").asInt()).isPositive();
        assertThat(signIn("sue", code(sue.seed(), 1)).status()).isEqualTo(200);
        assertThat(signIn("sue", sue.recoveryCodes().get(0)).status()).isEqualTo(200);
        assertRefused(signIn("sue", sue.confirmation()), 401, "wrong_code");
    }

    @Test
    void neither_seed_nor_recovery_code_is_on_disk_as_it_is() throws IOException {
        Enrolled amy = enrol("amy");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).toList()).isNotEmpty().allSatisfy(file -> assertThat(
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(Base32.toBase32String(amy.seed()))
                    .doesNotContain(new String(amy.seed(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(Base64.getEncoder().encodeToString(amy.seed()))
                    .doesNotContain(amy.recoveryCodes().get(0)));
        }
    }
}
