/** Learns from the engine and the service directory which names there should be. */
@NullMarked
package io.paz.orchestrator.dns.remote;

import org.jspecify.annotations.NullMarked;
