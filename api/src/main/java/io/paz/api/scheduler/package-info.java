/** Documents of the scheduler, as they travel over HTTP. */
@NullMarked
package io.paz.api.scheduler;

import org.jspecify.annotations.NullMarked;
