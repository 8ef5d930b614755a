/** Signs browsers in: a ticket that works once, or a password, becomes a session. */
@NullMarked
package io.paz.orchestrator.session;

import org.jspecify.annotations.NullMarked;
