/** Asks the Docker engine what containers are called. */
@NullMarked
package io.paz.host.stats.docker;

import org.jspecify.annotations.NullMarked;
