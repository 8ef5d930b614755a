/** Releases as systemd units, handed to fleet. */
@NullMarked
package io.paz.scheduler.engine.fleet;

import org.jspecify.annotations.NullMarked;
