/** Compares a new version under a share of the traffic with the old one. */
@NullMarked
package io.paz.scheduler.canary;

import org.jspecify.annotations.NullMarked;
