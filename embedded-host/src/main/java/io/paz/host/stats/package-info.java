/** Samples what the machine and its containers use, and keeps the last hour of it in memory. */
@NullMarked
package io.paz.host.stats;

import org.jspecify.annotations.NullMarked;
