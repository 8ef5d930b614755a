/** Deployments and the journal: immutable records and the port that keeps them. */
@NullMarked
package io.paz.scheduler.deployment;

import org.jspecify.annotations.NullMarked;
