package io.paz.orchestrator.people;

import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.factor.SecondFactor;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param services that a deployer is limited to; every service when empty
 * @param password how it is stored; null until the person has chosen one
 * @param invitation that lets its bearer choose a password; null when there is none
 * @param secondFactor null for an account without one
 */
public record Person(
        String name,
        Role role,
        List<String> services,
        Instant createdAt,
        @Nullable String password,
        @Nullable Invitation invitation,
        @Nullable SecondFactor secondFactor) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,59}");

    /**
     * A one-time secret.
     *
     * @param hash SHA-256 of it, in hex
     */
    public record Invitation(String hash, Instant expiresAt) {

        boolean isExpired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }

    public Person {
        services = List.copyOf(services);
    }

    /** Whether an account may have this name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    Person with(Role newRole, List<String> newServices) {
        return new Person(name, newRole, newServices, createdAt, password, invitation, secondFactor);
    }

    Person invited(Invitation made) {
        return new Person(name, role, services, createdAt, password, made, secondFactor);
    }

    /** With another password, which uses an invitation up. */
    Person withPassword(String stored) {
        return new Person(name, role, services, createdAt, stored, null, secondFactor);
    }

    Person with(@Nullable SecondFactor factor) {
        return new Person(name, role, services, createdAt, password, invitation, factor);
    }

    /** Whether a sign-in needs a code besides the password. */
    public boolean asksForCode() {
        return secondFactor != null && secondFactor.isActive();
    }

    /** Keeps hashes out of logs. */
    @Override
    public String toString() {
        return "Person[" + name + "]";
    }
}
