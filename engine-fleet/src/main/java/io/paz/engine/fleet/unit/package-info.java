/** Renders the containers of a release as systemd units. */
@NullMarked
package io.paz.engine.fleet.unit;

import org.jspecify.annotations.NullMarked;
