/** Gives out version numbers, and keeps domains and host ports to one service each. */
@NullMarked
package io.paz.scheduler.admission;

import org.jspecify.annotations.NullMarked;
