package io.paz.orchestrator.session;

import java.time.Instant;

/** One-time ticket of a sign-in link. */
record Ticket(String text, Instant expires) {}
