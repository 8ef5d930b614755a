/** Runs the {@code docker run} lines of units through the engine's API, and everything else as processes. */
@NullMarked
package io.paz.host.manager.container;

import org.jspecify.annotations.NullMarked;
