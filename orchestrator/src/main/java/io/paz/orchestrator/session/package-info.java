/** Signs browsers in: a ticket that works once becomes a session, which stands in for the administrator's token. */
@NullMarked
package io.paz.orchestrator.session;

import org.jspecify.annotations.NullMarked;
