/** Asks the Docker engine what containers are called, and which images it holds. */
@NullMarked
package io.paz.host.docker;

import org.jspecify.annotations.NullMarked;
