/** The Unix socket where sidekicks register their instances, each with a connection that stays open. */
@NullMarked
package io.paz.announcer.socket;

import org.jspecify.annotations.NullMarked;
