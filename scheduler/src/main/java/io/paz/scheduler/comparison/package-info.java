/** Routes that compare environments. */
@NullMarked
package io.paz.scheduler.comparison;

import org.jspecify.annotations.NullMarked;
