/** Keeps the API reference in the documentation as the services' own descriptions are. */
@NullMarked
package io.paz.test.reference;

import org.jspecify.annotations.NullMarked;
