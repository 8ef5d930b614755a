/** What decides whether a request may become a new version, and which number that gets. */
@NullMarked
package io.paz.scheduler.deployment.admission;

import org.jspecify.annotations.NullMarked;
