/** The cluster as it was observed, and how two observations differ. */
@NullMarked
package io.paz.orchestrator.cluster;

import org.jspecify.annotations.NullMarked;
