/** Repeats asynchronous operations, whatever a single one of them ends with. */
@NullMarked
package io.paz.orchestrator.repeat;

import org.jspecify.annotations.NullMarked;
