/** What must be published of each service by the journal, and what puts it right where it is not. */
@NullMarked
package io.paz.scheduler.deployment.routing;

import org.jspecify.annotations.NullMarked;
