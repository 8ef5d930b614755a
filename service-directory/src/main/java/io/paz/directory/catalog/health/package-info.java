/** How the health of an instance is checked. */
@NullMarked
package io.paz.directory.catalog.health;

import org.jspecify.annotations.NullMarked;
