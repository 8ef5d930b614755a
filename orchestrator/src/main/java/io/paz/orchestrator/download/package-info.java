/** Serves the command line, for people and CI that are not on the platform's host. */
@NullMarked
package io.paz.orchestrator.download;

import org.jspecify.annotations.NullMarked;
