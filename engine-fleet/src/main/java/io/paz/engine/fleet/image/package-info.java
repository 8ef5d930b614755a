/** Wire records of the images that a host's Docker engine holds. */
@NullMarked
package io.paz.engine.fleet.image;

import org.jspecify.annotations.NullMarked;
