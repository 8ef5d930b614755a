/** Environments: named spaces in which the services of the catalogue run apart from each other. */
@NullMarked
package io.paz.directory.catalog.environment;

import org.jspecify.annotations.NullMarked;
