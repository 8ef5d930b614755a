/** Deployment plans: strategies as lists of tasks, computed without side effects. */
@NullMarked
package io.paz.scheduler.plan;

import org.jspecify.annotations.NullMarked;
