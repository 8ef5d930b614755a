/** Decides which names belong at a DNS provider, and keeps them there. */
@NullMarked
package io.paz.orchestrator.dns;

import org.jspecify.annotations.NullMarked;
