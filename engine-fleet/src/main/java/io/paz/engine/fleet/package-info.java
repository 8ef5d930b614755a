/** Names of the engines that speak fleet's API. */
@NullMarked
package io.paz.engine.fleet;

import org.jspecify.annotations.NullMarked;
