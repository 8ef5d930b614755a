package io.paz.orchestrator.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TokenTextTest {

    @Test
    void a_text_has_a_prefix_256_random_bits_and_a_checksum() {
        assertThat(text(0)).isEqualTo("paz_" + "0".repeat(43) + text(0).substring(47));
        assertThat(text(255)).matches("paz_[0-9A-Za-z]{49}").isNotEqualTo(text(254));
        assertThat(TokenText.isWellFormed(text(7))).isTrue();
    }

    @Test
    void a_text_that_was_changed_or_cut_is_not_well_formed() {
        String text = text(7);
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(TokenText.isWellFormed(text.substring(0, i) + other + text.substring(i + 1)))
                    .isFalse();
        }
        assertThat(TokenText.isWellFormed(text.substring(1))).isFalse();
        assertThat(TokenText.isWellFormed(text + "0")).isFalse();
        assertThat(TokenText.isWellFormed("")).isFalse();
    }

    @Test
    void a_hash_is_sha_256() {
        assertThat(TokenText.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static String text(int value) {
        byte[] random = new byte[TokenText.RANDOM_BYTES];
        Arrays.fill(random, (byte) value);
        return TokenText.of(random);
    }
}
