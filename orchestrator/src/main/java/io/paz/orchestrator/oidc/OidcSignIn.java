package io.paz.orchestrator.oidc;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.People;
import io.paz.orchestrator.people.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Signs people in through an identity provider: authorization code with state, nonce and PKCE. Admits who has an account, or a group with a
 * role, and nobody else. Pending sign-ins are in memory, bounded, and finished once, by the browser that began them.
 */
public final class OidcSignIn {

    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MAX_PENDING = 10_000;

    private final IdentityProvider provider;
    private final RoleMapping roles;
    private final People people;
    private final Clock clock;
    private final Supplier<byte[]> randoms;
    private final Map<String, Pending> pending = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
            return size() > MAX_PENDING;
        }
    };

    /**
     * A sign-in that was begun.
     *
     * @param browser secret in the cookie of the browser that began it
     * @param admitted whom the provider has authenticated; null until then
     */
    private record Pending(
            String nonce,
            String verifier,
            String browser,
            Instant expiresAt,
            @Nullable Admitted admitted) {

        Pending with(Admitted person) {
            return new Pending(nonce, verifier, browser, expiresAt, person);
        }
    }

    /**
     * Beginning of a sign-in.
     *
     * @param url at the provider, for the browser to go to
     * @param browser secret for the browser's cookie
     */
    public record Begun(URI url, String browser) {}

    /**
     * Somebody who may sign in.
     *
     * @param role of the person's groups; null for an account, which has its own
     */
    public record Admitted(String name, @Nullable Role role) {}

    /** @param randoms 32 bytes each time, which nobody can foresee */
    public OidcSignIn(
            IdentityProvider provider, RoleMapping roles, People people, Clock clock, Supplier<byte[]> randoms) {
        this.provider = provider;
        this.roles = roles;
        this.people = people;
        this.clock = clock;
        this.randoms = randoms;
    }

    public String providerName() {
        return provider.name();
    }

    public Mono<Begun> begin() {
        return Mono.defer(() -> {
            String state = secret();
            Pending begun =
                    new Pending(secret(), secret(), secret(), clock.instant().plus(LIFE), null);
            return provider.begin(state, begun.nonce, challenge(begun.verifier))
                    .doOnNext(url -> put(state, begun))
                    .map(url -> new Begun(url, begun.browser));
        });
    }

    private synchronized void put(String state, Pending begun) {
        pending.put(state, begun);
    }

    /**
     * Whom the provider has authenticated. A sign-in of an account with a second factor can be finished again, without another code of the
     * provider, until {@link #end}: its first request usually lacks the second factor's code.
     *
     * @param code of the provider's response
     * @param browser of the cookie; empty when there is none
     * @throws ApiException (in the result) with status 401 when another browser began the sign-in, or the provider's token is not valid; with
     *     403 when the person has neither an account nor a role
     */
    public Mono<Admitted> finish(String state, String code, String browser) {
        return Mono.fromSupplier(() -> take(state, browser)).flatMap(taken -> {
            Admitted known = taken.admitted;
            return known != null
                    ? Mono.just(known).doOnNext(person -> put(state, taken))
                    : provider.identity(code, taken.verifier, taken.nonce)
                            .map(this::admit)
                            .doOnNext(person -> keepForSecondFactor(state, taken.with(person)));
        });
    }

    private void keepForSecondFactor(String state, Pending proved) {
        Admitted person = proved.admitted;
        if (person != null
                && people.find(person.name).filter(Person::asksForCode).isPresent()) {
            put(state, proved);
        }
    }

    /** Forgets a sign-in that has led to a session. */
    public synchronized void end(String state) {
        pending.remove(state);
    }

    /** Another browser does not end it: otherwise a stranger who knows a state could. */
    private synchronized Pending take(String state, String browser) {
        Pending found = pending.get(state);
        if (found == null
                || !isEqual(found.browser, browser)
                || !clock.instant().isBefore(found.expiresAt)) {
            throw new ApiException(
                    HttpStatus.UNAUTHORIZED,
                    "unauthorized",
                    "state: used, expired, or begun by another browser (expected: a sign-in that this browser began within the last %d minutes)"
                            .formatted(LIFE.toMinutes()));
        }
        pending.remove(state);
        return found;
    }

    /** An account's own role counts, so that an administrator of Paz can lower it. */
    private Admitted admit(Identity identity) {
        String name = identity.account();
        if (people.find(name).isPresent()) {
            return new Admitted(name, null);
        }
        return roles.of(identity.groups())
                .filter(role -> Person.isName(name))
                .map(role -> new Admitted(name, role))
                .orElseThrow(() -> new ApiException(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "account: %s has authenticated somebody who has no account here and no role (expected: an account of that name, or a group of --oidc-roles)"
                                .formatted(provider.name())));
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String secret() {
        return HexFormat.of().formatHex(randoms.get());
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
