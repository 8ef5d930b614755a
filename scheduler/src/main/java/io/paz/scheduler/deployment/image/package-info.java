/** Which content an image's name means, found out once and kept with the version that runs it. */
@NullMarked
package io.paz.scheduler.deployment.image;

import org.jspecify.annotations.NullMarked;
