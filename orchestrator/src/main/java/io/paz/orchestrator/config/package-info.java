/** Wires the orchestrator: options, beans, readiness. */
@NullMarked
package io.paz.orchestrator.config;

import org.jspecify.annotations.NullMarked;
