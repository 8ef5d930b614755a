package io.paz.directory.web;

import io.paz.http.error.UnexpectedErrorException;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Runs what blocks on threads of its own, at most as many at once as writers may share one sync of the disk. */
final class Blocking implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int MAX_WAITING = 10_000;

    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, MAX_WAITING, "directory-store");

    /** The answer of the call, as JSON that is encoded already, with status 200. */
    Mono<ResponseEntity<byte[]>> json(Supplier<byte[]> call) {
        return run(() ->
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(call.get()));
    }

    <T> Mono<T> run(Supplier<T> call) {
        return Mono.fromCallable(UnexpectedErrorException.guarded(call::get)).subscribeOn(threads);
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
