/** Routing parsed from the keys in etcd, and the keys that are ignored. */
@NullMarked
package io.paz.orchestrator.cluster.routing;

import org.jspecify.annotations.NullMarked;
