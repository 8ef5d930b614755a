/** The Unix socket of units: sidekicks register their instances, each with a connection that stays open; starting ones get secret variables. */
@NullMarked
package io.paz.announcer.socket;

import org.jspecify.annotations.NullMarked;
