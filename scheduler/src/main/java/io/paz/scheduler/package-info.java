/** Deploys services: versions, rollouts, the journal, and the hooks that ask for them. */
@NullMarked
package io.paz.scheduler;

import org.jspecify.annotations.NullMarked;
