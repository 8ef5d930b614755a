/** Runs the jobs of each service one after the other. */
@NullMarked
package io.paz.scheduler.queue;

import org.jspecify.annotations.NullMarked;
