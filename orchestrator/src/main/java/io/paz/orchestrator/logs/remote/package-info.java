/** Finds hosts and units through fleet and the scheduler, and lines in the hosts' journals. */
@NullMarked
package io.paz.orchestrator.logs.remote;

import org.jspecify.annotations.NullMarked;
