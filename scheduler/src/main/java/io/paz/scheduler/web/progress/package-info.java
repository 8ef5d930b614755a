/** What a client sees while it waits for a deployment or an operation. */
@NullMarked
package io.paz.scheduler.web.progress;

import org.jspecify.annotations.NullMarked;
