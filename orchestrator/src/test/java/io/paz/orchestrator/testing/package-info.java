/** Real peers and stand-ins that tests start and stop. */
@NullMarked
package io.paz.orchestrator.testing;

import org.jspecify.annotations.NullMarked;
