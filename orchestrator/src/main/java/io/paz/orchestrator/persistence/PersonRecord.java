package io.paz.orchestrator.persistence;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.Person.Invitation;
import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.secret.SecretCipher;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored account. The order of the components is the order on disk.
 *
 * @param secondFactor absent for an account without one
 */
record PersonRecord(
        String name,
        Role role,
        List<String> services,
        Instant createdAt,
        @Nullable String password,
        @Nullable InvitationRecord invitation,
        @Nullable SecondFactorRecord secondFactor) {

    record InvitationRecord(String hash, Instant expiresAt) {}

    static PersonRecord of(Person person, SecretCipher cipher) {
        SecondFactor factor = person.secondFactor();
        Invitation invitation = person.invitation();
        return new PersonRecord(
                person.name(),
                person.role(),
                person.services(),
                person.createdAt(),
                person.password(),
                invitation == null ? null : new InvitationRecord(invitation.hash(), invitation.expiresAt()),
                factor == null ? null : SecondFactorRecord.of(factor, person.name(), cipher));
    }

    /** Whether the newest key encrypted what is secret of it. */
    boolean isCurrent(SecretCipher cipher) {
        return secondFactor == null || secondFactor.isCurrent(name, cipher);
    }

    Person toDomain(SecretCipher cipher) {
        return new Person(
                name,
                role,
                services,
                createdAt,
                password,
                invitation == null ? null : new Invitation(invitation.hash, invitation.expiresAt),
                secondFactor == null ? null : secondFactor.toDomain(name, cipher));
    }
}
