package io.paz.orchestrator.persistence;

import io.paz.acme.Attempt;
import io.paz.acme.DomainState;
import io.paz.acme.PendingOrder;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretPlace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored state of one domain's certificate. The order of the components is the order on disk.
 *
 * @param orderKey key of the certificate that is ordered, encrypted; absent where none is
 * @param unusedSince absent while a service has the domain
 */
record AcmeDomainRecord(
        String domain,
        List<Instant> orders,
        List<Instant> certificates,
        @Nullable Instant newSince,
        List<Instant> failures,
        int failuresInARow,
        @Nullable Instant retryAt,
        @Nullable AttemptRecord lastAttempt,
        @Nullable String orderLocation,
        @Nullable String orderKey,
        @Nullable Instant unusedSince) {

    record AttemptRecord(Instant time, boolean succeeded, String reason) {}

    static AcmeDomainRecord of(DomainState state, SecretCipher cipher) {
        Attempt last = state.lastAttempt();
        PendingOrder order = state.pending();
        return new AcmeDomainRecord(
                state.domain(),
                state.orders(),
                state.certificates(),
                state.newSince(),
                state.failures(),
                state.failuresInARow(),
                state.retryAt(),
                last == null ? null : new AttemptRecord(last.time(), last.succeeded(), last.reason()),
                order == null ? null : order.location(),
                order == null ? null : cipher.encrypt(place(state.domain()), bytes(order.key())),
                state.unusedSince());
    }

    DomainState toDomain(SecretCipher cipher) {
        return new DomainState(
                domain,
                orders,
                certificates,
                newSince,
                failures,
                failuresInARow,
                retryAt,
                lastAttempt == null
                        ? null
                        : new Attempt(lastAttempt.time(), lastAttempt.succeeded(), lastAttempt.reason()),
                orderLocation == null || orderKey == null
                        ? null
                        : new PendingOrder(
                                orderLocation,
                                new String(cipher.decrypt(place(domain), orderKey), StandardCharsets.US_ASCII)),
                unusedSince);
    }

    boolean isCurrent(SecretCipher cipher) {
        return orderKey == null || cipher.isCurrent(place(domain), orderKey);
    }

    private static SecretPlace place(String domain) {
        return SecretPlace.of("acme-order", domain);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }
}
