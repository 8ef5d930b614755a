/** Asks the hosts of the cluster, again and again, what they and their workloads use. */
@NullMarked
package io.paz.orchestrator.monitoring.remote;

import org.jspecify.annotations.NullMarked;
