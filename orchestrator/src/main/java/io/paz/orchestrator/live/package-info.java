/** Holds the cluster as it is now, and gives every change of it to those who listen. */
@NullMarked
package io.paz.orchestrator.live;

import org.jspecify.annotations.NullMarked;
