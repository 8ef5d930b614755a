/** Shows what a deployment would change. */
@NullMarked
package io.paz.scheduler.preview;

import org.jspecify.annotations.NullMarked;
