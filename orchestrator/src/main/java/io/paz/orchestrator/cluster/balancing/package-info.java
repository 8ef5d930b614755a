/** What the load balancers do with that routing, by their own statistics. */
@NullMarked
package io.paz.orchestrator.cluster.balancing;

import org.jspecify.annotations.NullMarked;
