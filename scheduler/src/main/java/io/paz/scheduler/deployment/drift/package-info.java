/** Tells what runs but should not, or should but does not, and what of it is safe to mend. */
@NullMarked
package io.paz.scheduler.deployment.drift;

import org.jspecify.annotations.NullMarked;
