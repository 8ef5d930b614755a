package io.paz.alarm.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are addresses of mail. */
final class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"ops@example.org", "a.b+paz@mail.example.org", "x@[192.0.2.1]"})
    void is_one(String text) {
        assertThat(MailAddress.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ops",
                "@example.org",
                "ops@",
                "a@example.org,b@example.org",
                "Ops <ops@example.org>",
                "ops@example.org\r\nBcc: all@example.org",
                "ops@example.org\nx",
                "o ps@example.org",
                "öps@example.org",
                "ops@example.org\u0000",
                "group: a@example.org;"
            })
    void is_none(String text) {
        assertThat(MailAddress.isValid(text)).isFalse();
    }
}
