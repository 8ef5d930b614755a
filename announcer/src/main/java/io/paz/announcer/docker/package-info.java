/** The containers of the Docker engine: how they are, and what happens to them. */
@NullMarked
package io.paz.announcer.docker;

import org.jspecify.annotations.NullMarked;
