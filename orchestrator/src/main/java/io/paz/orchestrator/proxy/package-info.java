/** Forwards requests to the directory and the scheduler. */
@NullMarked
package io.paz.orchestrator.proxy;

import org.jspecify.annotations.NullMarked;
