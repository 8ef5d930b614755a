/** Wire records of the images that a host's Docker engine holds. */
@NullMarked
package io.paz.api.image;

import org.jspecify.annotations.NullMarked;
