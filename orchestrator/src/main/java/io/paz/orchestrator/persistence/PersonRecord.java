package io.paz.orchestrator.persistence;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.Person.Invitation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored account. The order of the components is the order on disk. */
record PersonRecord(
        String name,
        Role role,
        List<String> services,
        Instant createdAt,
        @Nullable String password,
        @Nullable InvitationRecord invitation) {

    record InvitationRecord(String hash, Instant expiresAt) {}

    static PersonRecord of(Person person) {
        Invitation invitation = person.invitation();
        return new PersonRecord(
                person.name(),
                person.role(),
                person.services(),
                person.createdAt(),
                person.password(),
                invitation == null ? null : new InvitationRecord(invitation.hash(), invitation.expiresAt()));
    }

    Person toDomain() {
        return new Person(
                name,
                role,
                services,
                createdAt,
                password,
                invitation == null ? null : new Invitation(invitation.hash, invitation.expiresAt));
    }
}
