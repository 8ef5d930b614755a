package io.paz.orchestrator.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordHashTest {

    /** Of the reference implementation's own tests. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        assertThat(PasswordHash.isRight("password", REFERENCE)).isTrue();
        assertThat(PasswordHash.isRight("passwore", REFERENCE)).isFalse();
    }

    @Test
    void a_password_is_stored_with_its_salt_and_parameters() {
        String stored = PasswordHash.of("correct horse", new byte[PasswordHash.SALT_BYTES]);
        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$");
        assertThat(PasswordHash.isRight("correct horse", stored)).isTrue();
        assertThat(PasswordHash.isRight("correct hors", stored)).isFalse();
    }

    @Test
    void two_ways_to_write_one_character_are_one_password() {
        String stored = PasswordHash.of("caf\u00e9", new byte[PasswordHash.SALT_BYTES]);
        assertThat(PasswordHash.isRight("cafe\u0301", stored)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void what_is_no_hash_or_would_cost_too_much_is_no_password(String stored) {
        assertThat(PasswordHash.isRight("password", stored)).isFalse();
    }
}
