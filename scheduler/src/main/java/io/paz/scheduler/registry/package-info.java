/** Asks registries, by the distribution API, which content a tag names. */
@NullMarked
package io.paz.scheduler.registry;

import org.jspecify.annotations.NullMarked;
