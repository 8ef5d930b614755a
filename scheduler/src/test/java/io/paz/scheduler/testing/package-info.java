/** Real peers that tests start and stop. */
@NullMarked
package io.paz.scheduler.testing;

import org.jspecify.annotations.NullMarked;
