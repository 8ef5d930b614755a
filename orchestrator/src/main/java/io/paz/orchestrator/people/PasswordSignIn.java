package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.people.factor.RecoveryCodes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Compares passwords: each try is counted, and few are compared at once, since each takes 19 MiB of memory. */
public final class PasswordSignIn implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 20;

    private final People people;
    private final SecondFactors factors;
    private final SignInLimit limit;
    private final Scheduler workers = Schedulers.newBoundedElastic(THREADS, MAX_WAITING, "passwords");

    public PasswordSignIn(People people, SecondFactors factors, Clock clock) {
        this.people = people;
        this.factors = factors;
        this.limit = new SignInLimit(clock);
    }

    /**
     * The person whose password and code these are; empty when the password is wrong.
     *
     * @param code of the second factor, where the account asks for one
     * @param address that the try comes from
     * @throws ApiException (in the result) with status 401 when only the code is missing or wrong, with 429 when it was tried too
     *     often, or too many are waiting
     */
    public Mono<Person> signIn(String name, String password, @Nullable String code, String address) {
        return tried(name, address, () -> people.signIn(name, password).map(person -> factors.require(person, code)));
    }

    /** The person whose password this is; empty when it is wrong. For somebody who is signed in. */
    public Mono<Person> check(String name, String password, String address) {
        return tried(name, address, () -> people.signIn(name, password));
    }

    /**
     * Chooses a password with the secret of an invitation, which is used up; empty when it is unknown or expired.
     *
     * @throws ApiException (in the result) as {@link #signIn}
     */
    public Mono<Person> accept(String invitation, String password, @Nullable String code, String address) {
        return Mono.defer(() -> Mono.justOrEmpty(people.invitedBy(invitation)))
                .flatMap(person -> person.asksForCode()
                        ? tried(person.name(), address, () -> Optional.of(factors.require(person, code)))
                        : Mono.just(person))
                .flatMap(
                        person -> run(() -> people.accept(invitation, password)).flatMap(Mono::justOrEmpty));
    }

    /** Makes a second factor active; empty when the code is wrong. */
    public Mono<RecoveryCodes> confirmFactor(String name, String code, String address) {
        return tried(name, address, () -> factors.confirm(name, code));
    }

    /** Removes a second factor with one of its codes; empty when it is wrong. */
    public Mono<Boolean> removeFactor(String name, String code, String address) {
        return tried(name, address, () -> Optional.of(true).filter(removed -> factors.use(name, code)))
                .doOnNext(right -> factors.remove(name));
    }

    /**
     * Lets somebody go on who has proved who they are without a password.
     *
     * @throws ApiException (in the result) as {@link #signIn}, when the account asks for a code
     */
    public Mono<Void> requireFactor(String name, @Nullable String code, String address) {
        return Mono.defer(() -> Mono.justOrEmpty(people.find(name).filter(Person::asksForCode)))
                .flatMap(person -> tried(name, address, () -> Optional.of(factors.require(person, code))))
                .then();
    }

    private <T> Mono<T> tried(String name, String address, Supplier<Optional<T>> action) {
        return counted(name, address, run(action).flatMap(Mono::justOrEmpty));
    }

    /**
     * Counts a try as failed until it has succeeded; a missing code is no guess.
     *
     * @throws ApiException (in the result) with status 429 when the name, or from that address, was tried too often
     */
    public <T> Mono<T> counted(String name, String address, Mono<T> action) {
        return Mono.defer(() -> {
                    Optional<Duration> wait = limit.begin(name, address);
                    return wait.isPresent() ? Mono.<T>error(tooMany(wait.get())) : action;
                })
                .doOnNext(done -> limit.succeeded(name, address))
                .doOnError(SecondFactors::isMissingCode, missing -> limit.withdraw(name, address));
    }

    /** Runs what hashes a password. */
    public <T> Mono<T> run(Supplier<T> action) {
        return Mono.fromSupplier(action)
                .subscribeOn(workers)
                .onErrorMap(RejectedExecutionException.class, busy -> tooMany(Duration.ofSeconds(1)));
    }

    private static ApiException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds() + 1);
        return new ApiException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_tries",
                        "sign-in: tried too often (expected: another try in %d s; a link by ./paz open works at once)"
                                .formatted(seconds))
                .withHeader("Retry-After", String.valueOf(seconds));
    }

    @Override
    public void close() {
        workers.dispose();
    }
}
