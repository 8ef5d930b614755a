package io.paz.orchestrator.people.factor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an account asks for besides its password.
 *
 * @param seed that the person's authenticator has too; a secret
 * @param isActive whether a code has proved that the person has it; nothing is asked for before
 * @param lastStep time step of the last code that was accepted; those up to it are accepted no more
 * @param recoveryHashes SHA-256 of the recovery codes that were not used
 */
public record SecondFactor(Seed seed, boolean isActive, long lastStep, List<String> recoveryHashes) {

    public SecondFactor {
        recoveryHashes = List.copyOf(recoveryHashes);
    }

    /** Asks for nothing until {@link #confirmed}. */
    public static SecondFactor begun(Seed seed) {
        return new SecondFactor(seed, false, 0, List.of());
    }

    /**
     * The active factor, when the code is of the seed; empty when it is not.
     *
     * @param recoveryHashes of the codes that are good in place of the authenticator's
     */
    public Optional<SecondFactor> confirmed(String code, Instant now, List<String> recoveryHashes) {
        OptionalLong step = OneTimePassword.stepOf(seed.bytes(), code, now, lastStep);
        return step.isPresent()
                ? Optional.of(new SecondFactor(seed, true, step.getAsLong(), recoveryHashes))
                : Optional.empty();
    }

    /** The factor after this code was used, of the authenticator or for recovery; empty when it is not right, or was used before. */
    public Optional<SecondFactor> used(String code, Instant now) {
        OptionalLong step = OneTimePassword.stepOf(seed.bytes(), code, now, lastStep);
        if (step.isPresent()) {
            return Optional.of(new SecondFactor(seed, isActive, step.getAsLong(), recoveryHashes));
        }
        String hash = RecoveryCodes.hash(code);
        return recoveryHashes.contains(hash)
                ? Optional.of(new SecondFactor(
                        seed,
                        isActive,
                        lastStep,
                        recoveryHashes.stream()
                                .filter(each -> !each.equals(hash))
                                .toList()))
                : Optional.empty();
    }

    /** Keeps seed and hashes out of logs. */
    @Override
    public String toString() {
        return "SecondFactor[" + isActive + "]";
    }
}
