/** Configurations as they travel over HTTP, to and from the domain's own. */
@NullMarked
package io.paz.scheduler.document;

import org.jspecify.annotations.NullMarked;
