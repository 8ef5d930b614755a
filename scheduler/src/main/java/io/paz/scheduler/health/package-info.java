/** Decides whether new instances may take over, and explains why not. */
@NullMarked
package io.paz.scheduler.health;

import org.jspecify.annotations.NullMarked;
