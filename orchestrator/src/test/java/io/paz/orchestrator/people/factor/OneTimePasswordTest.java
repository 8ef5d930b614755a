package io.paz.orchestrator.people.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OneTimePasswordTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
    private static final long STEP = OneTimePassword.stepAt(NOW);

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codes_are_those_of_rfc_6238(long seconds, String code) {
        long step = OneTimePassword.stepAt(Instant.ofEpochSecond(seconds));
        assertThat(OneTimePassword.at(SEED, step, 8)).isEqualTo(code);
        assertThat(OneTimePassword.at(SEED, step, 6)).isEqualTo(code.substring(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void a_clock_may_differ_by_one_step(long difference) {
        assertThat(factor().used(codeAt(difference), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, -2, 2, 3})
    void a_clock_that_differs_by_more_is_refused(long difference) {
        assertThat(factor().used(codeAt(difference), NOW)).isEmpty();
    }

    @Test
    void a_code_is_accepted_once_and_none_of_an_earlier_step_after_it() {
        SecondFactor used = factor().used(codeAt(0), NOW).orElseThrow();
        assertThat(used.used(codeAt(0), NOW)).isEmpty();
        assertThat(used.used(codeAt(-1), NOW)).isEmpty();
        assertThat(used.used(codeAt(1), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00000000", "081804 ", "\u0660\u0668\u0661\u0668\u0660\u0664", "ffffff"})
    void what_is_no_code_is_refused(String text) {
        assertThat(factor().used(text, NOW)).isEmpty();
    }

    @Test
    void a_recovery_code_is_accepted_once_however_it_is_written() {
        RecoveryCodes codes = RecoveryCodes.create(() -> SEED);
        assertThat(codes.texts()).hasSize(10).allMatch(text -> text.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        String code = codes.texts().get(0);
        SecondFactor factor =
                new SecondFactor(new Seed(SEED), true, 0, List.of(codes.hashes().get(0)));
        SecondFactor used = factor.used(code.toUpperCase(Locale.ROOT).replace("-", " "), NOW)
                .orElseThrow();
        assertThat(used.used(code, NOW)).isEmpty();
        assertThat(factor.recoveryHashes()).doesNotContain(code);
    }

    @Test
    void the_secret_is_in_base_32_and_the_account_cannot_add_to_the_address() {
        Seed seed = new Seed(SEED);
        assertThat(seed.text()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(seed.uri("a b&issuer=x"))
                .isEqualTo("otpauth://totp/Paz:a%20b%26issuer%3Dx?secret=" + seed.text() + "&issuer=Paz");
        assertThat(seed.toString() + factor()).doesNotContain(seed.text());
    }

    private static SecondFactor factor() {
        return new SecondFactor(new Seed(SEED), true, 0, List.of());
    }

    private static String codeAt(long difference) {
        return OneTimePassword.at(SEED, STEP + difference, 6);
    }
}
