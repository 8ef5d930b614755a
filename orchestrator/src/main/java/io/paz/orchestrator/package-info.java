/** The one API and the one live stream for people and pages. */
@NullMarked
package io.paz.orchestrator;

import org.jspecify.annotations.NullMarked;
