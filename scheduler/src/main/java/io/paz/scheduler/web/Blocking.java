package io.paz.scheduler.web;

import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keeps what waits for the disk or the engine away from the threads that answer requests. */
final class Blocking {

    private Blocking() {}

    static <T> Mono<T> call(Callable<T> action) {
        return Mono.fromCallable(action).subscribeOn(Schedulers.boundedElastic());
    }
}
