/** Deployments and the journal in the key-value store. */
@NullMarked
package io.paz.scheduler.persistence;

import org.jspecify.annotations.NullMarked;
