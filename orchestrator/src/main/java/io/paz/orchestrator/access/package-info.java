/** Decides what each caller may do: one table from routes to permissions. */
@NullMarked
package io.paz.orchestrator.access;

import org.jspecify.annotations.NullMarked;
