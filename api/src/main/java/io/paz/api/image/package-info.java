/** What the embedded host says of the images that its Docker engine holds. */
@NullMarked
package io.paz.api.image;

import org.jspecify.annotations.NullMarked;
