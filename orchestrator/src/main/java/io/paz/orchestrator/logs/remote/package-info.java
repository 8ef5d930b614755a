/** Finds hosts and workloads through the engine and the scheduler. */
@NullMarked
package io.paz.orchestrator.logs.remote;

import org.jspecify.annotations.NullMarked;
