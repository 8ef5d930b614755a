/** What a deployment means: versions, plans, what is done step by step, and what is kept of it. */
@NullMarked
package io.paz.scheduler.deployment;

import org.jspecify.annotations.NullMarked;
