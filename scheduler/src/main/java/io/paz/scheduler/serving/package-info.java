/** Determines whether each expected instance serves, and explains why not. */
@NullMarked
package io.paz.scheduler.serving;

import org.jspecify.annotations.NullMarked;
