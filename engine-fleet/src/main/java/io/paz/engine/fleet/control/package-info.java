/** Runs releases as units of fleet, and explains what fleet, systemd, Docker and the sidekicks say of them. */
@NullMarked
package io.paz.engine.fleet.control;

import org.jspecify.annotations.NullMarked;
