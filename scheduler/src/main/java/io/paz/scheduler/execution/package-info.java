/** Executes the plans of deployments and operations, and resumes them after a restart. */
@NullMarked
package io.paz.scheduler.execution;

import org.jspecify.annotations.NullMarked;
