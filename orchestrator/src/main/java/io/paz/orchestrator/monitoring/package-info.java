/** Keeps what hosts and workloads used in the last hour. */
@NullMarked
package io.paz.orchestrator.monitoring;

import org.jspecify.annotations.NullMarked;
