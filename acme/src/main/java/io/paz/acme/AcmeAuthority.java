package io.paz.acme;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ACME authority (RFC 8555), seen from one account, for orders of one domain each. Calls block, and end within a bounded time. */
public interface AcmeAuthority {

    /** Returns the location of a new order. */
    String order(String domain) throws AcmeException;

    OrderProgress look(String location, Challenge.Type type) throws AcmeException;

    /** Asks the authority to validate the challenge of the order. */
    void validate(String location, Challenge.Type type) throws AcmeException;

    /** Asks the authority to sign. */
    void sign(String location, String domain, KeyPair key) throws AcmeException;

    /** Returns the chain of an order that is valid, as PEM, the domain's own certificate first. */
    String chain(String location) throws AcmeException;

    /** How far an order is. */
    enum OrderStatus {
        PENDING,
        READY,
        PROCESSING,
        VALID,
        INVALID
    }

    /**
     * Progress of an order.
     *
     * @param challenge that is still to be answered; empty once the authority looks at it
     * @param retryAfter when the authority wants to be asked again; null where it does not say
     * @param problem why it is invalid; empty where it is not, or where nobody says
     */
    record OrderProgress(
            OrderStatus status,
            Optional<Challenge> challenge,
            @Nullable Instant retryAfter,
            String problem) {}
}
