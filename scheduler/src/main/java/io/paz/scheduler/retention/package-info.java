/** How long what is over is kept. */
@NullMarked
package io.paz.scheduler.retention;

import org.jspecify.annotations.NullMarked;
