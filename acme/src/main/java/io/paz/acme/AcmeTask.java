package io.paz.acme;

import java.time.Instant;

/** What is done for a domain, and why. */
public sealed interface AcmeTask {

    String domain();

    String reason();

    /** Places a new order. */
    record Order(String domain, String reason) implements AcmeTask {}

    /** Goes on with an order that was under way. */
    record Resume(String domain, String reason) implements AcmeTask {}

    /** Does nothing before that time. */
    record Wait(String domain, Instant until, String reason) implements AcmeTask {}

    /** Gives up what is left of a domain that needs no certificate any more. */
    record Forget(String domain, String reason) implements AcmeTask {}
}
