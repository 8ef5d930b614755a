package io.paz.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one domain, between attempts and over restarts.
 *
 * @param orders times of orders in the last three hours
 * @param certificates times of certificates in the last seven days
 * @param newSince when it got a certificate and had none; null where that was never
 * @param failures times of failed validations in the last hour
 * @param failuresInARow since the last success
 * @param retryAt before when nothing is tried again; null for no such time
 * @param lastAttempt null before the first one ended
 * @param pending null when no order is under way
 * @param unusedSince since when no public service has the domain; null while one has
 */
public record DomainState(
        String domain,
        List<Instant> orders,
        List<Instant> certificates,
        @Nullable Instant newSince,
        List<Instant> failures,
        int failuresInARow,
        @Nullable Instant retryAt,
        @Nullable Attempt lastAttempt,
        @Nullable PendingOrder pending,
        @Nullable Instant unusedSince) {

    public DomainState {
        orders = List.copyOf(orders);
        certificates = List.copyOf(certificates);
        failures = List.copyOf(failures);
    }

    static DomainState of(String domain) {
        return new DomainState(domain, List.of(), List.of(), null, List.of(), 0, null, null, null, null);
    }

    /** A new order is about to be placed. */
    DomainState ordering(PendingOrder order, Instant now) {
        List<Instant> all = added(orders, now, AcmeLimits.ORDER_PERIOD);
        return new DomainState(
                domain, all, certificates, newSince, failures, failuresInARow, null, lastAttempt, order, null);
    }

    DomainState withPending(PendingOrder order) {
        return next(failures, failuresInARow, retryAt, lastAttempt, order);
    }

    /** The order goes on, but not before that time. */
    DomainState waiting(Instant until) {
        return next(failures, failuresInARow, until, lastAttempt, pending);
    }

    DomainState succeeded(Instant now, boolean isNew) {
        List<Instant> all = added(certificates, now, AcmeLimits.CERTIFICATE_PERIOD);
        Instant since = isNew ? now : newSince;
        return new DomainState(domain, orders, all, since, List.of(), 0, null, new Attempt(now, true, ""), null, null);
    }

    /** The order is over. */
    DomainState failed(Instant now, String reason, Instant next) {
        return next(failures, failuresInARow + 1, next, new Attempt(now, false, reason), null);
    }

    /** The order is over because the authority looked, and did not find what it wanted. */
    DomainState failedValidation(Instant now, String reason, Instant next) {
        List<Instant> all = added(failures, now, AcmeLimits.FAILURE_PERIOD);
        return next(all, failuresInARow + 1, next, new Attempt(now, false, reason), null);
    }

    /** This attempt is over, and the order is gone on with later. */
    DomainState postponed(Instant now, String reason, Instant next) {
        return next(failures, failuresInARow + 1, next, new Attempt(now, false, reason), pending);
    }

    /** The authority was not there, which is no fault of the domain. */
    DomainState interrupted(Instant now, String reason) {
        return next(failures, failuresInARow, null, new Attempt(now, false, reason), pending);
    }

    /** What a person asks for: no back-off, but the authority's limits as ever. */
    DomainState retryingNow() {
        return next(failures, failuresInARow, null, lastAttempt, pending);
    }

    /** The order is given up. */
    DomainState abandoned() {
        return next(failures, failuresInARow, retryAt, lastAttempt, null);
    }

    /** No public service has the domain any more, since that time; null: one has it again. */
    DomainState unused(@Nullable Instant since) {
        return new DomainState(
                domain, orders, certificates, newSince, failures, failuresInARow, retryAt, lastAttempt, pending, since);
    }

    private DomainState next(
            List<Instant> failed,
            int inARow,
            @Nullable Instant retry,
            @Nullable Attempt last,
            @Nullable PendingOrder order) {
        return new DomainState(domain, orders, certificates, newSince, failed, inARow, retry, last, order, unusedSince);
    }

    private static List<Instant> added(List<Instant> times, Instant now, Duration period) {
        Instant oldest = now.minus(period);
        return Stream.concat(times.stream().filter(time -> time.isAfter(oldest)), Stream.of(now))
                .toList();
    }
}
