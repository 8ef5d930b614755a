/** Tests of each service on its own: as a jar, and as the image of its Dockerfile. */
@NullMarked
package io.paz.test.image;

import org.jspecify.annotations.NullMarked;
