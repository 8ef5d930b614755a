/** Keeps on disk which units are known, how far each is wanted to go, and what the machine says of itself. */
@NullMarked
package io.paz.host.registry;

import org.jspecify.annotations.NullMarked;
