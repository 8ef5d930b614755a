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

    /** Gives up the order of a domain that no service has any more; its certificate stays for now. */
    record Abandon(String domain, String reason) implements AcmeTask {}

    /** Removes the certificate of a domain that no service has had for a while, and what is remembered of it. */
    record Forget(String domain, String reason) implements AcmeTask {}
}
