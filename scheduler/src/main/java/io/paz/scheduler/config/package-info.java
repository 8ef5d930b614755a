/** Wires the scheduler and reads its options. */
@NullMarked
package io.paz.scheduler.config;

import org.jspecify.annotations.NullMarked;
