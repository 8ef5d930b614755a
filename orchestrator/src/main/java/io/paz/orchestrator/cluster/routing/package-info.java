/** What the keys in etcd say of routing, and which of them are left out. */
@NullMarked
package io.paz.orchestrator.cluster.routing;

import org.jspecify.annotations.NullMarked;
