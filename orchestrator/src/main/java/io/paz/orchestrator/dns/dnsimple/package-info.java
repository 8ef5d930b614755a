/** Speaks DNSimple's API, version 2. */
@NullMarked
package io.paz.orchestrator.dns.dnsimple;

import org.jspecify.annotations.NullMarked;
