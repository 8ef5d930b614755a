package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Compares passwords: each try is counted, and few are compared at once, since each takes 19 MiB of memory. */
public final class PasswordSignIn implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 20;

    private final People people;
    private final SignInLimit limit;
    private final Scheduler workers = Schedulers.newBoundedElastic(THREADS, MAX_WAITING, "passwords");

    public PasswordSignIn(People people, Clock clock) {
        this.people = people;
        this.limit = new SignInLimit(clock);
    }

    /**
     * The person whose password this is; empty when it is wrong.
     *
     * @param address that the try comes from
     * @throws ApiException (in the result) with status 429 when it was tried too often, or too many are waiting
     */
    public Mono<Person> signIn(String name, String password, String address) {
        return Mono.defer(() -> {
                    Optional<Duration> wait = limit.begin(name, address);
                    return wait.isPresent()
                            ? Mono.error(tooMany(wait.get()))
                            : run(() -> people.signIn(name, password)).flatMap(Mono::justOrEmpty);
                })
                .doOnNext(person -> limit.succeeded(person.name(), address));
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
