/** The images that a host holds, by content. */
@NullMarked
package io.paz.host.image;

import org.jspecify.annotations.NullMarked;
