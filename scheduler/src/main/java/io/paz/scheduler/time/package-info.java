/** Deadlines, timeouts, interruptible pauses and retries. */
@NullMarked
package io.paz.scheduler.time;

import org.jspecify.annotations.NullMarked;
