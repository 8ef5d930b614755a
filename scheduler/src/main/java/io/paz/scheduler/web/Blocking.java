package io.paz.scheduler.web;

import io.paz.http.error.UnexpectedErrorException;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs blocking calls outside the event loop. */
final class Blocking {

    private Blocking() {}

    static <T> Mono<T> call(Callable<T> action) {
        return Mono.fromCallable(UnexpectedErrorException.guarded(action)).subscribeOn(Schedulers.boundedElastic());
    }
}
