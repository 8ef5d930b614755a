/** Brings the lines of workloads on all hosts together: the last ones by time, and those that come. */
@NullMarked
package io.paz.orchestrator.logs;

import org.jspecify.annotations.NullMarked;
