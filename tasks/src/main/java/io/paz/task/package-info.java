/** Runs periodic tasks, each of which survives its own failures and reports them. */
@NullMarked
package io.paz.task;

import org.jspecify.annotations.NullMarked;
