package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.people.factor.RecoveryCodes;
import io.paz.orchestrator.people.factor.SecondFactor;
import io.paz.orchestrator.people.factor.Seed;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Second factors of accounts: begun, confirmed, asked for and removed. Blocks on the disk; safe for threads. */
public final class SecondFactors {

    private static final int MAX_CODE_LENGTH = 40;
    private static final String MISSING = "second_factor_required";

    private final People people;
    private final Clock clock;
    private final Supplier<byte[]> randoms;

    /** @param randoms 32 bytes each time, which nobody can foresee */
    public SecondFactors(People people, Clock clock, Supplier<byte[]> randoms) {
        this.people = people;
        this.clock = clock;
        this.randoms = randoms;
    }

    /** A new seed, which nothing asks for until {@link #confirm}; it replaces one that was not confirmed. */
    public Seed begin(String name) {
        Seed seed = new Seed(Arrays.copyOf(randoms.get(), Seed.LENGTH));
        people.update(name, person -> {
            requireInactive(person);
            return Optional.of(person.with(SecondFactor.begun(seed)));
        });
        return seed;
    }

    private static void requireInactive(Person person) {
        if (person.asksForCode()) {
            throw ApiException.conflict(
                    "second_factor_active", "second factor: there is one already (expected: none; remove it first)");
        }
    }

    /**
     * Asks for a code at every sign-in from now on.
     *
     * @return codes for recovery, which nobody can read again; empty when the code is wrong
     */
    Optional<RecoveryCodes> confirm(String name, String code) {
        RecoveryCodes codes = RecoveryCodes.create(randoms);
        return people.update(name, person -> {
                    requireInactive(person);
                    SecondFactor begun = Optional.ofNullable(person.secondFactor())
                            .orElseThrow(() -> ApiException.conflict(
                                    "no_second_factor", "second factor: none was begun (expected: begin one first)"));
                    return begun.confirmed(shortened(code), clock.instant(), codes.hashes())
                            .map(person::with);
                })
                .map(confirmed -> codes);
    }

    /** Uses a code up; false when it is wrong, or was used before. */
    boolean use(String name, String code) {
        return people.update(name, person -> Optional.ofNullable(person.secondFactor())
                        .filter(SecondFactor::isActive)
                        .flatMap(factor -> factor.used(shortened(code), clock.instant()))
                        .map(person::with))
                .isPresent();
    }

    /** Asks for no code any more. */
    public void remove(String name) {
        people.update(name, person -> Optional.of(person.with((SecondFactor) null)));
    }

    /**
     * Lets somebody go on whose password was right.
     *
     * @throws ApiException with status 401 when a code is missing, or wrong
     */
    Person require(Person person, @Nullable String code) {
        if (!person.asksForCode()) {
            return person;
        }
        if (code == null) {
            throw new ApiException(
                    HttpStatus.UNAUTHORIZED,
                    MISSING,
                    "code: missing (expected: the one that the account's authenticator shows now, or a recovery code)");
        }
        if (!use(person.name(), code)) {
            throw wrongCode();
        }
        return person;
    }

    /** Whether only the code was missing. */
    static boolean isMissingCode(Throwable failure) {
        return failure instanceof ApiException refused && refused.code().equals(MISSING);
    }

    public static ApiException wrongCode() {
        return new ApiException(
                HttpStatus.UNAUTHORIZED,
                "wrong_code",
                "code: wrong, or used before (expected: the one that the authenticator shows now, or a recovery code)");
    }

    private static String shortened(String code) {
        return code.length() > MAX_CODE_LENGTH ? "" : code.strip();
    }
}
