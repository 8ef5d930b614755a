/** Containers as a Docker engine knows them: what a {@code docker run} asks for, and the port to the engine. */
@NullMarked
package io.paz.host.container;

import org.jspecify.annotations.NullMarked;
