/** Hands requests on to the directory and the scheduler. */
@NullMarked
package io.paz.orchestrator.behind;

import org.jspecify.annotations.NullMarked;
