/** The Docker engine: the containers that it runs, what they are called, and the images that it holds. */
@NullMarked
package io.paz.host.docker;

import org.jspecify.annotations.NullMarked;
