/** A zone on a name server that takes dynamic updates (RFC 2136). */
@NullMarked
package io.paz.orchestrator.dns.rfc2136;

import org.jspecify.annotations.NullMarked;
