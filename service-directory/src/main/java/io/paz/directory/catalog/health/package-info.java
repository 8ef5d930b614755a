/** Health check settings of a service. */
@NullMarked
package io.paz.directory.catalog.health;

import org.jspecify.annotations.NullMarked;
