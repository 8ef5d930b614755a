/** Calls of the orchestrator's API. */
@NullMarked
package io.paz.cli.api;

import org.jspecify.annotations.NullMarked;
