/** Runs service units as systemd would: their states, restarts, timeouts, and how they depend on each other. */
@NullMarked
package io.paz.host.manager;

import org.jspecify.annotations.NullMarked;
