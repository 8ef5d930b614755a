package io.paz.scheduler.web;

import io.paz.http.error.ApiException;
import io.paz.scheduler.queue.Ticket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Waits for a ticket on behalf of a client. */
final class TicketAnswers {

    /** Longer than any engine that works takes; then the caller learns that the work goes on without it. */
    private static final Duration SUBMISSION_TIMEOUT = Duration.ofSeconds(10);

    private TicketAnswers() {}

    /**
     * @param accepted the ticket
     * @param wait until its end, else until its effect on the engine has begun or it is queued
     * @param late message to one who waited too long for the latter
     */
    static <T> Mono<T> await(Mono<Ticket<T>> accepted, boolean wait, Function<T, String> late) {
        return accepted.flatMap(ticket -> wait ? Mono.fromFuture(ticket.ended(), true) : answerable(ticket, late));
    }

    private static <T> Mono<T> answerable(Ticket<T> ticket, Function<T, String> late) {
        return Mono.fromFuture(ticket.answerable(), true)
                .timeout(SUBMISSION_TIMEOUT)
                .onErrorMap(
                        TimeoutException.class,
                        timeout -> ApiException.unavailable(
                                "the engine did not accept it in time (expected: within %d s); %s"
                                        .formatted(SUBMISSION_TIMEOUT.toSeconds(), late.apply(ticket.accepted())),
                                timeout));
    }
}
