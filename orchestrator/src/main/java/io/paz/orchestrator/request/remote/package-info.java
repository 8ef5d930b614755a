/** Asks the scheduler which deployments were running. */
@NullMarked
package io.paz.orchestrator.request.remote;

import org.jspecify.annotations.NullMarked;
