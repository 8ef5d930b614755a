/** Whether each instance serves: the one definition of it, and what is observed to apply it. */
@NullMarked
package io.paz.scheduler.deployment.serving;

import org.jspecify.annotations.NullMarked;
