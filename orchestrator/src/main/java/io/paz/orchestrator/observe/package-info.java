/** Watches the parts that the state of the cluster is read from. */
@NullMarked
package io.paz.orchestrator.observe;

import org.jspecify.annotations.NullMarked;
