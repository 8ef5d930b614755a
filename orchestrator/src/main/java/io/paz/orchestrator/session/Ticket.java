package io.paz.orchestrator.session;

import java.time.Instant;

/** What a link carries that signs a browser in, once, before it expires. */
record Ticket(String text, Instant expires) {}
