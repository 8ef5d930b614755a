/** Writes the cluster as JSON, the way clients read it. */
@NullMarked
package io.paz.orchestrator.document;

import org.jspecify.annotations.NullMarked;
