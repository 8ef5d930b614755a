/** Detects and repairs differences between what should run and what runs. */
@NullMarked
package io.paz.scheduler.drift;

import org.jspecify.annotations.NullMarked;
