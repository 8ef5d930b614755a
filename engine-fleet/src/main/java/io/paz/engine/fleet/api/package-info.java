/** The fleet API v1: units, their states and machines, as they travel over HTTP. */
@NullMarked
package io.paz.engine.fleet.api;

import org.jspecify.annotations.NullMarked;
