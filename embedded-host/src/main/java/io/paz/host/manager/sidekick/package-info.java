/** Sidekicks of Paz's own units, which register with the announcer of this host from within it. */
@NullMarked
package io.paz.host.manager.sidekick;

import org.jspecify.annotations.NullMarked;
