/** A version of a service: image, configuration, and what its instances need. */
@NullMarked
package io.paz.scheduler.release;

import org.jspecify.annotations.NullMarked;
