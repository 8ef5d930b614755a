/** State of the load balancers by their own statistics. */
@NullMarked
package io.paz.orchestrator.cluster.balancing;

import org.jspecify.annotations.NullMarked;
