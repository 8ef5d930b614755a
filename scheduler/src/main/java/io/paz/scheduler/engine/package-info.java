/** What the scheduler asks of a cluster engine, and what the engine reports. */
@NullMarked
package io.paz.scheduler.engine;

import org.jspecify.annotations.NullMarked;
