/** Scaling, stopping and starting of the version that serves: immutable records and the port that keeps them. */
@NullMarked
package io.paz.scheduler.operation;

import org.jspecify.annotations.NullMarked;
