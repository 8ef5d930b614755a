/** The name servers that answer for a zone, asked directly. */
@NullMarked
package io.paz.orchestrator.dns.authority;

import org.jspecify.annotations.NullMarked;
