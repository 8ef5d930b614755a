package io.paz.orchestrator.persistence;

import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.orchestrator.people.factor.Seed;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.util.List;

/**
 * Stored second factor of an account. The order of the components is the order on disk.
 *
 * @param seed encrypted
 */
record SecondFactorRecord(String seed, boolean active, long lastStep, List<String> recoveryHashes) {

    static SecondFactorRecord of(SecondFactor factor, String person, SecretCipher cipher) {
        return new SecondFactorRecord(
                cipher.encrypt(place(person), factor.seed().bytes()),
                factor.isActive(),
                factor.lastStep(),
                factor.recoveryHashes());
    }

    SecondFactor toDomain(String person, SecretCipher cipher) {
        return new SecondFactor(new Seed(cipher.decrypt(place(person), seed)), active, lastStep, recoveryHashes);
    }

    boolean isCurrent(String person, SecretCipher cipher) {
        return cipher.isCurrent(place(person), seed);
    }

    private static SecretPlace place(String person) {
        return SecretPlace.of("second-factor", person);
    }
}
