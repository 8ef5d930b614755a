/** The service directory, over its HTTP API. */
@NullMarked
package io.paz.scheduler.directory;

import org.jspecify.annotations.NullMarked;
