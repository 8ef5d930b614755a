/** The current state of each service. */
@NullMarked
package io.paz.scheduler.status;

import org.jspecify.annotations.NullMarked;
