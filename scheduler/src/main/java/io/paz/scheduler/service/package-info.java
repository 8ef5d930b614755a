/** Accepts deployments, operations and removals, and answers what was deployed. */
@NullMarked
package io.paz.scheduler.service;

import org.jspecify.annotations.NullMarked;
